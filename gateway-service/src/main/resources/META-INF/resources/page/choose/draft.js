import { levelled, shares } from '/page/choose/blend.js';
import { keep, kept } from '/page/choose/kept-draft.js';
import { bytes, upload } from '/page/gateway.js';
import { language } from '/page/texts.js';

/** Options of masks by what a style has of them: its place on the photograph, and the part of it that counts. */
const GUIDES = { mask: 'contentMasks', part: 'styleMasks' };
/** How a request says that a style has none. */
const NONE = '-';

const FRESH = { preset: 'studio', size: 384 };
const USUAL_INTENSITY = 100;

/** A picture that the gateway does not take, or cannot be asked for; `picture.refused` says why. */
export class Refused extends Error {}

/**
 * What is to be painted, while it is being chosen; it outlives a reload. A picture is {title, url, width?, height?} and one of `id` (the
 * gateway has it), `blob` (a file of the reader's) or `sample`; cut ones also have `original` and `edit`, styles a `weight` and, where they
 * have their place on the photograph, a `mask`, where only some of them counts, a `part`; each is {id} or {blob}. Fires `change`.
 */
class Draft extends EventTarget {
  content = undefined;
  styles = [];
  options = complete({});
  #touched = false;

  /** When what was chosen before is there again. */
  ready = kept().then((before) => {
    if (before && !this.#touched) this.#take(before);
  });

  /** Changes some of it: {content, styles, options}. */
  set(part) {
    this.#touched = true;
    this.#take(part);
    // What was kept comes first, so that a draft is not written over before it was read.
    this.ready.then(() => keep(this));
  }

  #take(part) {
    const before = this.#pictures;
    const { styleWeights, contentMasks, styleMasks, ...options } = part.options ?? this.options;
    const { content } = { content: this.content, ...part };
    const { styles = this.#stylesUpon(content) } = part;
    const weighed = styles.map((style, i) => (styleWeights?.[i] === undefined ? style : { ...style, weight: styleWeights[i] }));
    const guided = contentMasks || styleMasks
      ? weighed.map((style, i) => ({ ...style, ...guide('mask', contentMasks?.[i]), ...guide('part', styleMasks?.[i]) }))
      : weighed;
    Object.assign(this, { content, styles: levelled(guided), options: complete(options) });
    const used = new Set(this.#pictures.map(({ url }) => url));
    for (const { blob, url } of before) if (blob && !used.has(url)) URL.revokeObjectURL(url);
    this.dispatchEvent(new Event('change'));
  }

  /** Forgets all of it. */
  clear() {
    this.set({ content: undefined, styles: [], options: {} });
  }

  get complete() {
    return Boolean(this.content) && this.styles.length > 0;
  }

  get #pictures() {
    return [this.content, ...this.styles].filter(Boolean);
  }

  /**
   * Asks with it as a request of the API; pictures that the gateway does not have yet are sent to it first.
   * @throws Refused if it was not asked for because of a picture
   */
  async ask(submit) {
    try {
      return await submit(await this.#request());
    } catch (error) {
      const [name] = Object.entries(GUIDES).find(([, option]) => error.part === `options.${option}`) ?? [];
      const masks = name ? this.#guides(name).filter(({ blob }) => blob) : [];
      for (const mask of masks) mask.id = undefined;
      if (masks.length > 0) return submit(await this.#request());
      const forgotten = this.#picture(error.part);
      if (!forgotten) throw error;
      if (!forgotten.blob && !forgotten.sample) refuse(forgotten, error);
      // The gateway does not keep for ever what it was sent: once more, with the picture itself.
      forgotten.id = undefined;
      return submit(await this.#request());
    }
  }

  async #request() {
    const pictures = this.#pictures;
    const outcomes = await Promise.allSettled(pictures.map(identify));
    const failed = outcomes.findIndex(({ status }) => status === 'rejected');
    if (failed >= 0) throw outcomes[failed].reason;
    const [content, ...styles] = outcomes.map(({ value }) => value);
    const styleWeights = styles.length > 1 ? { styleWeights: shares(this.styles).map((share) => Number(share.toFixed(4))) } : {};
    return { content, styles, options: { ...this.options, ...styleWeights, ...await this.#masks() } };
  }

  /** Places on one photograph are none on another. */
  #stylesUpon(content) {
    return content?.url === this.content?.url ? this.styles : this.styles.map((style) => withMasks(style, { part: style.part }));
  }

  #guides(name) {
    return this.styles.map((style) => style[name]).filter(Boolean);
  }

  async #masks() {
    const options = {};
    for (const [name, option] of Object.entries(GUIDES)) {
      for (const mask of this.#guides(name)) mask.id ??= (await upload(mask.blob)).id;
      if (this.#guides(name).length > 0) options[option] = this.styles.map((style) => style[name]?.id ?? NONE);
    }
    return options;
  }

  /** The picture that a problem's `part` names: content, styles[1]. */
  #picture(part) {
    const [, name, index] = /^(content|styles?)(?:\[(\d+)\])?$/.exec(part ?? '') ?? [];
    return name === 'content' ? this.content : name && this.styles[Number(index ?? 0)];
  }
}

const guide = (name, id = NONE) => (id === NONE ? {} : { [name]: { id } });

/** The style with these masks, or without. What is kept of a picture goes by its key, so that it gets another. */
export function withMasks(style, { mask, part }) {
  if (style.mask === mask && style.part === part) return style;
  const { mask: place, part: whole, key, ...rest } = style;
  return { ...rest, ...(mask ? { mask } : {}), ...(part ? { part } : {}) };
}

/** Options with what is always said; a style weight takes an intensity's place, and other presets know none. */
function complete(options) {
  const { intensity = USUAL_INTENSITY, ...chosen } = { ...FRESH, ...options };
  return chosen.preset === FRESH.preset && chosen.styleWeight === undefined ? { ...chosen, intensity } : chosen;
}

function refuse(picture, error) {
  picture.refused = error;
  throw new Refused(error.message);
}

/** The id of a picture; it is remembered, so that each picture is sent once. */
async function identify(picture) {
  picture.refused = undefined;
  try {
    picture.id ??= (await upload(picture.blob ?? await bytes(picture.url))).id;
    return picture.id;
  } catch (error) {
    // Who is not let in is told so elsewhere: the picture is not to blame.
    if (error.status === 401) throw error;
    return refuse(picture, error);
  }
}

export const draft = new Draft();

export const sample = ({ id, file, title, width, height }) => (
  { sample: id, url: `/samples/${file}`, title: title[language], width, height });
