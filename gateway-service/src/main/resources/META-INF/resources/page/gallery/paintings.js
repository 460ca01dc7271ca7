import { transfers } from '/page/gateway.js';
import { NewestPictures } from '/page/newest-picture.js';
import { poll } from '/page/polling.js';
import { removals } from '/page/removal/removals.js';
import { isPainting } from '/page/states.js';

const PAGE = 24;
const MOST_AT_ONCE = 100;
const WHILE_PAINTING = 3;
const AT_REST = 15;

/**
 * One's transfers, newest first, as far as they were asked for, kept up to date while the page is seen by one request every few seconds.
 * Fires `change`.
 */
export class Paintings extends EventTarget {
  /** Those that are shown; undefined until they are known. */
  transfers = undefined;

  /** Whether there are older ones. */
  more = false;

  /** Why they are not known anew. */
  problem = undefined;

  pictures = new NewestPictures();

  #all = [];
  #cursor;

  /** @param query {state, label}: which ones */
  constructor(query) {
    super();
    this.query = query;
    this.filter = () => this.#show();
    removals.addEventListener('change', this.filter);
    this.stopPolling = poll(() => this.#refresh(), () => (this.#all.some(isPainting) ? WHILE_PAINTING : AT_REST));
  }

  stop() {
    this.stopped = true;
    this.stopPolling();
    removals.removeEventListener('change', this.filter);
  }

  /** Asks for the next page. */
  async next() {
    if (this.asking || !this.more) return;
    this.asking = true;
    await this.#ask({ limit: PAGE, cursor: this.#cursor }, (page) => {
      const known = new Set(this.#all.map(({ id }) => id));
      this.#all = [...this.#all, ...page.transfers.filter(({ id }) => !known.has(id))];
      this.#cursor = page.next;
    });
    this.asking = false;
  }

  /** The newest anew: what is not among them any more has gone, what is older than they are stays as it was. */
  #refresh() {
    const limit = Math.min(MOST_AT_ONCE, Math.max(PAGE, this.#all.length));
    return this.#ask({ limit }, (page) => {
      const oldest = page.transfers.at(-1)?.id;
      const place = this.#all.findIndex(({ id }) => id === oldest);
      const older = page.next && place >= 0 ? this.#all.slice(place + 1) : [];
      this.#all = [...page.transfers, ...older];
      if (older.length === 0) this.#cursor = page.next;
    });
  }

  async #ask(query, take) {
    try {
      const page = await transfers({ ...this.query, ...query });
      if (this.stopped) return;
      take(page);
      this.pictures.note(page.transfers);
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
    }
    this.#show();
  }

  #show() {
    if (!this.problem || this.#all.length > 0) this.transfers = this.#all.filter(({ id }) => !removals.hidden.has(id));
    this.more = this.#cursor !== undefined;
    this.dispatchEvent(new Event('change'));
  }
}
