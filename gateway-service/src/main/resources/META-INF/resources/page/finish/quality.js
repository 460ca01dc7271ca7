import { formatNumber, t } from '/page/texts.js';

/** The figures of quality (see the manifest) in words: {style, photograph}, each a sentence, or undefined where there is no figure. */
export function inWords(quality) {
  const left = mean(Object.values(quality?.style ?? {}).map((layer) => layer.left));
  const { ssim } = quality ?? {};
  return {
    style: left === undefined ? undefined : t(`finish.style.${grade(left, [0.1, 0.35, 0.7])}`, { share: percent(1 - left) }),
    photograph: ssim === undefined ? undefined : t(`finish.photograph.${grade(1 - ssim, [0.25, 0.5, 0.75])}`, { share: percent(ssim) }),
  };
}

/** 0, the best, to 3. */
const grade = (value, bounds) => bounds.filter((bound) => value > bound).length;

const percent = (share) => `${formatNumber(Math.round(100 * Math.max(0, share)))} %`;

function mean(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
