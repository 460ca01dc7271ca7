import { upload } from '/page/gateway.js';
import { language } from '/page/texts.js';

/**
 * What is to be painted, while it is being chosen. A picture is {title, url} and one of `id` (the gateway has it), `blob` (a file of the
 * reader's) or `sample`. Fires `change`.
 */
class Draft extends EventTarget {
  content = undefined;
  styles = [];
  options = { preset: 'studio', size: 384, styleWeight: 300 };

  /** Changes some of it: {content, styles, options}. */
  set(part) {
    Object.assign(this, part);
    this.dispatchEvent(new Event('change'));
  }

  get complete() {
    return Boolean(this.content) && this.styles.length > 0;
  }

  /** As a request of the API; pictures that the gateway does not have yet are sent to it. */
  async request() {
    const [content, ...styles] = await Promise.all([this.content, ...this.styles].map(identify));
    return { content, styles, options: this.options };
  }
}

export const draft = new Draft();

export const sample = (each) => ({ sample: each.id, url: `/samples/${each.file}`, title: each.title[language] });

/** The id of a picture; it is remembered, so that each picture is sent once. */
async function identify(picture) {
  if (!picture.id) picture.id = (await upload(picture.blob ?? await bytes(picture.url))).id;
  return picture.id;
}

const bytes = async (url) => (await fetch(url)).blob();
