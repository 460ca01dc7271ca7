import { announce } from '/page/announcing.js';
import { reason, remove, removeOnLeaving } from '/page/gateway.js';
import { t } from '/page/texts.js';

const SECONDS = 7;

/**
 * Transfers that are to be removed. They are out of sight at once and out of the gateway a few seconds later, so that it can be undone;
 * whoever leaves the page has made up their mind. All tabs agree. Fires `change`.
 */
class Removals extends EventTarget {
  /** Ids that no view shows any more: those still to be removed, and those that were. */
  hidden = new Set();

  /** What can be undone, all of it at once: ids. */
  waiting = [];

  /** Why the last one was refused, in words. */
  problem = undefined;

  #timer;
  #tabs = 'BroadcastChannel' in window ? new BroadcastChannel('impasto-removals') : undefined;

  constructor() {
    super();
    this.#tabs?.addEventListener('message', ({ data }) => this.#told(data));
    window.addEventListener('pagehide', () => this.#leave());
  }

  /** Removes them, unless it is undone in time; what waits already waits on with them. */
  remove(ids) {
    clearTimeout(this.#timer);
    this.problem = undefined;
    this.waiting = [...this.waiting, ...ids];
    this.#hide(ids);
    this.#timer = setTimeout(() => this.#settle(), SECONDS * 1000);
    this.#changed();
  }

  undo() {
    clearTimeout(this.#timer);
    const { length: count } = this.waiting;
    this.#show(this.waiting);
    this.waiting = [];
    this.#changed();
    announce(count === 1 ? t('gallery.restoredOne') : t('gallery.restored', { count }));
  }

  async #settle() {
    clearTimeout(this.#timer);
    const ids = this.waiting;
    if (ids.length === 0) return;
    this.waiting = [];
    this.#changed();
    for (const id of ids) {
      try {
        await remove(id);
      } catch (error) {
        // What is gone already is what was wanted.
        if (error.status === 404 || error.status === 410) continue;
        this.problem = reason(error);
        this.#show([id]);
        this.#changed();
      }
    }
  }

  #leave() {
    clearTimeout(this.#timer);
    this.waiting.forEach(removeOnLeaving);
    this.waiting = [];
  }

  #hide(ids) {
    ids.forEach((id) => this.hidden.add(id));
    this.#tabs?.postMessage({ hide: ids });
  }

  #show(ids) {
    ids.forEach((id) => this.hidden.delete(id));
    this.#tabs?.postMessage({ show: ids });
  }

  #told({ hide = [], show = [] }) {
    hide.forEach((id) => this.hidden.add(id));
    show.forEach((id) => this.hidden.delete(id));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const removals = new Removals();
