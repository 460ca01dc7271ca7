import { transfers } from '/page/gateway.js';
import { NewestPictures } from '/page/newest-picture.js';
import { poll } from '/page/polling.js';
import { removals } from '/page/removal/removals.js';
import { inOrder } from '/page/sheet/variants.js';
import { isPainting } from '/page/states.js';

const WHILE_PAINTING = 1;
const AT_REST = 15;

/**
 * The transfers of one sheet, kept up to date while the page is seen, by one request for all of them: a browser holds six event streams
 * at most. Fires `change`.
 */
export class Sheet extends EventTarget {
  /** In the order of the sheet; undefined until they are known. */
  transfers = undefined;

  /** Why they are not known anew. */
  problem = undefined;

  pictures = new NewestPictures();

  #all = [];

  constructor(group) {
    super();
    this.group = group;
    this.filter = () => this.#show();
    removals.addEventListener('change', this.filter);
    this.stopPolling = poll(() => this.#ask(), () => (this.#all.some(isPainting) || this.problem ? WHILE_PAINTING : AT_REST));
  }

  stop() {
    this.stopPolling();
    removals.removeEventListener('change', this.filter);
  }

  async #ask() {
    try {
      this.#all = inOrder((await transfers({ group: this.group, limit: 100 })).transfers);
      this.pictures.note(this.#all);
      this.problem = undefined;
      this.#show();
    } catch (error) {
      this.problem = error;
      this.dispatchEvent(new Event('change'));
    }
  }

  #show() {
    this.transfers = this.#all.filter(({ id }) => !removals.hidden.has(id));
    this.dispatchEvent(new Event('change'));
  }
}
