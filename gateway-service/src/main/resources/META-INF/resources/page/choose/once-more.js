import { draft } from '/page/choose/draft.js';
import { image } from '/page/gateway.js';
import { t } from '/page/texts.js';

/** What can be chosen anew; the other options follow from these. */
const OPTIONS = ['preset', 'network', 'size', 'evaluations', 'tvWeight', 'styleWeights', 'styleScale', 'color', 'contentMasks', 'styleMasks'];

/** What a transfer was asked for with, to be chosen otherwise: {content, styles, options}. */
export function chosen({ content, styles, options = {}, intensity, links }) {
  const kept = Object.fromEntries(OPTIONS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  return {
    content: picture(content, links?.content, t('finish.original')),
    styles: styles.map((style, i) => picture(style, links?.styles?.[i], t('choose.style'))),
    options: { ...kept, ...(intensity === undefined ? { styleWeight: options.styleWeight } : { intensity }) },
  };
}

/** Shows the easel with what is chosen there from now on. */
export function toTheEasel(part) {
  draft.set(part);
  location.hash = '#/';
}

const picture = (id, url, title) => ({ id, url: url ?? image(id), title });
