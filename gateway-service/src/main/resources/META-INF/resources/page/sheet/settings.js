// What a variant is painted with, as far as it makes sense for another painting: what belongs to its network or its size does not.
const CARRIED = ['preset', 'contentWeight', 'tvWeight', 'tv', 'start', 'pooling', 'optimizer', 'styleWeights', 'styleScale', 'color',
  'contentMasks', 'styleMasks'];

/** The options of a transfer that may be taken over. How strongly it is painted is said as it was asked for. */
export function settings({ options = {}, requestedOptions: { intensity } = {} }) {
  const strength = intensity === undefined ? { styleWeight: options.styleWeight } : { intensity };
  const carried = Object.fromEntries(CARRIED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  return { ...carried, ...strength };
}
