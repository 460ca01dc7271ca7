import { bytes, control, goOn, randomKey, upload } from '/page/gateway.js';

const KEPT = ['size', 'network', 'evaluations', 'contentWeight', 'tvWeight', 'styleLayerWeights', 'styleWeights', 'color'];

/** Begins a new transfer from a picture of this one, with its options as they are now, then cancels this one; resolves to the new one. */
export async function goOnFrom({ id, state, options, intensity }, picture) {
  const startImage = (await upload(await bytes(picture.href))).id;
  const kept = Object.fromEntries(KEPT.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  const strength = intensity === undefined ? { styleWeight: options.styleWeight } : { intensity };
  const next = await goOn(id, { ...kept, ...strength, start: 'image', startImage }, randomKey());
  if (!['failed', 'cancelled', 'expired'].includes(state)) await control(id, 'cancel');
  return next;
}
