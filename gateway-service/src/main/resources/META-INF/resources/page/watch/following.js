import { follow } from '/page/gateway.js';

const NOTHING = { transfer: undefined, points: [], changes: [], saved: [], preview: undefined, connected: true };

/**
 * What the page knows of one transfer, kept up to date by its events. Fires `change` whenever `state` is another:
 * `transfer` is the document of the API, with what the events told since; `points` the losses by evaluation; `changes` the changes of
 * weights; `saved` the pictures that were kept along the way; `preview` the address of the newest picture, once it is decoded;
 * `connected` whether the gateway is heard.
 */
export class Following extends EventTarget {
  state = NOTHING;

  constructor(id) {
    super();
    this.stop = follow(id, {
      connected: (connected) => this.#set({ connected }),
      // Sent anew with each connection; what events told since is kept.
      transfer: (transfer) => this.#set({ transfer: { ...transfer, ...this.state.transfer } }),
      starting: ({ worker }) => this.#merge({ state: 'starting', worker }),
      started: (event) => this.#started(event),
      progressed: (event) => this.#progressed(event),
      reweighted: (event) => this.#reweighted(event),
      paused: ({ evaluation }) => this.#merge({ state: 'paused', pausedAt: evaluation }),
      released: () => this.#merge({ state: 'queued' }),
      completed: ({ result, network, seconds, quality }) => this.#merge({ state: 'succeeded', result, network, seconds, quality }),
      failed: ({ problem }) => this.#merge({ state: 'failed', problem }),
      cancelled: () => this.#merge({ state: 'cancelled' }),
      expired: ({ problem }) => this.#merge({ state: 'expired', problem }),
    });
  }

  #started({ resumedAt = 0, network, device, options }) {
    // An attempt that begins anew, or further back, paints again what comes after.
    const kept = ({ evaluation }) => evaluation <= resumedAt;
    this.#set({ points: this.state.points.filter(kept), changes: this.state.changes.filter(kept) });
    this.#merge({ state: 'running', network, device, options });
  }

  #progressed(event) {
    const { points, saved } = this.state;
    this.#set({
      points: event.losses ? [...points, { evaluation: event.evaluation, losses: event.losses }] : points,
      saved: event.checkpoint ? [...saved, event.checkpoint] : saved,
    });
    this.#merge({ state: 'running', progress: event });
    if (event.preview) this.#show(event.preview.href);
  }

  #reweighted(event) {
    if (!event.problem) this.#set({ changes: [...this.state.changes, event] });
    if (event.options) this.#merge({ options: event.options });
  }

  /** Swaps the picture only once the next one is decoded, so that nothing flickers. */
  async #show(preview) {
    const image = new Image();
    image.src = preview;
    try {
      await image.decode();
      this.#set({ preview });
    } catch {
      // A preview that has gone is followed by the next one.
    }
  }

  #merge(part) {
    this.#set({ transfer: { ...this.state.transfer, ...part } });
  }

  #set(part) {
    this.state = { ...this.state, ...part };
    this.dispatchEvent(new Event('change'));
  }
}
