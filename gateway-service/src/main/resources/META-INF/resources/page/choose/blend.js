// How several styles are blended: each has a `weight`, 1 on average.

const sum = (styles) => styles.reduce((all, { weight = 1 }) => all + weight, 0);

/** Each style's part of the whole, 0 to 1. */
export function shares(styles) {
  const all = sum(styles);
  return styles.map(({ weight = 1 }) => (all > 0 ? weight / all : 1 / styles.length));
}

/** The styles with `value` (0 to 1) as the share of one of them; the others keep their proportions. */
export function shifted(styles, index, value) {
  const before = shares(styles);
  const others = 1 - before[index];
  const share = (i) => {
    if (i === index) return value;
    return others > 1e-9 ? (before[i] / others) * (1 - value) : (1 - value) / (styles.length - 1);
  };
  return styles.map((style, i) => ({ ...style, weight: share(i) * styles.length }));
}

/** The same with weights of 1 on average, so that one that joins takes an equal part. */
export const levelled = (styles) => shares(styles).map((share, i) => ({ ...styles[i], weight: share * styles.length }));
