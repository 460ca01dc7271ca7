// How a slider stands for the size of strokes, `styleScale`: by powers of two.
import { t } from '/page/texts.js';

export const LEAST_POSITION = -2;
export const MOST_POSITION = 2;

export const positionOf = (scale) => Math.log2(scale);

export const scaleAt = (position) => Number((2 ** position).toPrecision(3));

/** What that is beside the style itself. */
export function strokesInWords(scale) {
  const same = Math.abs(scale - 1) <= 1e-3;
  return t(`choose.styleScale.${same ? 'same' : scale < 1 ? 'finer' : 'broader'}`);
}
