import { bytes, control, goOn, randomKey, upload } from '/page/gateway.js';

const KEPT = ['size', 'network', 'evaluations', 'contentWeight', 'tvWeight', 'styleLayerWeights', 'styleWeights', 'color'];

/** What a transfer that goes on from this one is to be told: its options as they are now. All others are taken over as they were asked for. */
export function inForce({ options = {}, intensity }) {
  const kept = Object.fromEntries(KEPT.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  return { ...kept, ...(intensity === undefined ? { styleWeight: options.styleWeight } : { intensity }) };
}

/** Begins a new transfer from a picture of this one, with its options as they are now, then cancels this one; resolves to the new one. */
export async function goOnFrom(transfer, picture) {
  const { id, state } = transfer;
  const startImage = (await upload(await bytes(picture.href))).id;
  const next = await goOn(id, { ...inForce(transfer), start: 'image', startImage }, randomKey());
  if (!['failed', 'cancelled', 'expired'].includes(state)) await control(id, 'cancel');
  return next;
}
