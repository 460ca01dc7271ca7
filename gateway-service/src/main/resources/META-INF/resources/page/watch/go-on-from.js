import { bytes, control, goOn, randomKey, upload } from '/page/gateway.js';

const FIXED = ['size', 'network', 'evaluations'];
const STEERABLE = ['contentWeight', 'tvWeight', 'styleLayerWeights', 'styleWeights', 'styleScale', 'color'];

const some = (options, names) => Object.fromEntries(names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));

/** What can be steered on the way, as it is now. */
export function steered({ options = {}, intensity }) {
  return { ...some(options, STEERABLE), ...(intensity === undefined ? { styleWeight: options.styleWeight } : { intensity }) };
}

/** What a transfer that goes on from this one is to be told: its options as they are now. All others are taken over as they were asked for. */
export const inForce = (transfer) => ({ ...some(transfer.options ?? {}, FIXED), ...steered(transfer) });

/** Begins a new transfer from a picture of this one, with its options as they are now, then cancels this one; resolves to the new one. */
export async function goOnFrom(transfer, picture) {
  const { id, state } = transfer;
  const startImage = (await upload(await bytes(picture.href))).id;
  const next = await goOn(id, { ...inForce(transfer), start: 'image', startImage }, randomKey());
  if (!['failed', 'cancelled', 'expired'].includes(state)) await control(id, 'cancel');
  return next;
}
