// What a variant is painted with, as far as it makes sense for another painting: what belongs to its network or its size does not.
const CARRIED = ['preset', 'contentWeight', 'styleWeight', 'tvWeight', 'tv', 'start', 'pooling', 'optimizer', 'styleWeights'];

/** The options of a transfer that may be taken over. */
export const settings = ({ options = {} }) =>
  Object.fromEntries(CARRIED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
