// How the sliders of the panel stand for weights.

/** A weight on a logarithmic slider, a hundredth to a hundred times what was asked for: position 0 is as asked for. */
export const weightAt = (asked, position) => asked * 10 ** position;

export const positionOf = (asked, weight) => Math.max(-2, Math.min(2, Math.log10(weight / asked)));

/**
 * Weights of style layers, finest first, as asked for but leaning: below 0 to the fine layers, above 0 to the coarse ones. Their sum stays.
 */
export function leaning(asked, lean) {
  const last = Math.max(1, asked.length - 1);
  const leant = asked.map((weight, i) => weight * 10 ** (lean * ((2 * i) / last - 1)));
  const sum = (weights) => weights.reduce((a, b) => a + b, 0);
  return leant.map((weight) => (weight * sum(asked)) / sum(leant));
}

/** Which lean makes `weights` out of `asked`; inverse of leaning(). */
export function leanOf(asked, weights) {
  const last = asked.length - 1;
  const [first, end] = [weights[0] / asked[0], weights[last] / asked[last]];
  return last > 0 && first > 0 && end > 0 ? Math.max(-1, Math.min(1, Math.log10(end / first) / 2)) : 0;
}
