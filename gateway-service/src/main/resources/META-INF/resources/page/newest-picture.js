import { image, preview, result } from '/page/gateway.js';

const THUMBNAIL = 384;
const STORED = /^[0-9a-f]{64}$/;

/**
 * What a transfer looks like by now: its painting, else its newest preview, else its photograph. Not every report of progress comes with
 * a preview, so the last one is kept.
 */
export class NewestPictures {
  #previews = new Map();

  /** Takes note of what a listing says. */
  note(transfers) {
    for (const { id, progress } of transfers) {
      if (progress?.preview) this.#previews.set(id, preview(id, progress.preview.number));
    }
  }

  /** {src, kind: painting | preview | photograph}, or undefined where there is nothing to see yet. */
  of({ id, state, result: painting, content }) {
    if (state === 'succeeded') return { src: thumbnail(id, painting), kind: 'painting' };
    if (this.#previews.has(id)) return { src: this.#previews.get(id), kind: 'preview' };
    return original(content);
  }
}

const thumbnail = (id, painting) => (painting?.width > THUMBNAIL ? result(id, { format: 'jpeg', width: THUMBNAIL }) : result(id));

/** The photograph, where the gateway has it; one that is to be fetched from elsewhere is not shown. */
export const original = (content) => (STORED.test(content) ? { src: image(content), kind: 'photograph' } : undefined);
