import { bytes, control, goOn, randomKey, upload } from '/page/gateway.js';

const KEPT = ['size', 'network', 'evaluations', 'contentWeight', 'styleWeight', 'tvWeight', 'styleLayerWeights', 'styleWeights'];

/** Begins a new transfer from a picture of this one, with its options as they are now, then cancels this one; resolves to the new one. */
export async function goOnFrom({ id, state, options }, picture) {
  const startImage = (await upload(await bytes(picture.href))).id;
  const kept = Object.fromEntries(KEPT.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  const next = await goOn(id, { ...kept, start: 'image', startImage }, randomKey());
  if (!['failed', 'cancelled', 'expired'].includes(state)) await control(id, 'cancel');
  return next;
}
