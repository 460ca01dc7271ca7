import { formatNumber, t } from '/page/texts.js';

/** The figures of quality (see the manifest) in words: {style, photograph}, each a sentence, or undefined where there is no figure. */
export function inWords(quality) {
  const left = styleLeft(quality ?? {});
  const { ssim } = quality ?? {};
  return {
    style: left === undefined ? undefined : t(`finish.style.${grade(left, [0.1, 0.35, 0.7])}`, { share: percent(1 - left) }),
    photograph: ssim === undefined ? undefined : t(`finish.photograph.${grade(1 - ssim, [0.25, 0.5, 0.75])}`, { share: percent(ssim) }),
  };
}

/** Under masks each region counts by its area, to its own style: the whole painting is not to be like all styles blended. */
function styleLeft({ style = {}, regions = [] }) {
  const parts = (regions.length > 0 ? regions : [{ area: 1, style }])
    .map(({ area, style: layers }) => ({ area, left: meanLeft(layers) }))
    .filter(({ left }) => left !== undefined);
  const painted = sum(parts.map(({ area }) => area));
  return painted > 0 ? sum(parts.map(({ area, left }) => area * left)) / painted : undefined;
}

/** Mean over the style layers; undefined where none has a figure. */
export function meanLeft(layers) {
  const known = Object.values(layers).map(({ left }) => left).filter((left) => left !== undefined);
  return known.length === 0 ? undefined : sum(known) / known.length;
}

/** 0, the best, to 3. */
const grade = (value, bounds) => bounds.filter((bound) => value > bound).length;

const percent = (share) => `${formatNumber(Math.round(100 * Math.max(0, share)))} %`;

const sum = (values) => values.reduce((total, value) => total + value, 0);
