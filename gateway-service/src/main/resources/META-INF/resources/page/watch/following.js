import { follow, transfer as show } from '/page/gateway.js';
import { poll } from '/page/polling.js';

const ENDS = ['succeeded', 'failed', 'cancelled', 'expired'];
const QUEUE_SECONDS = 3;
const SETTLED = ['cancelling', ...ENDS];

const NOTHING = {
  transfer: undefined, points: [], changes: [], pictures: [], refusal: undefined, preview: undefined, connected: true,
};

/**
 * What the page knows of one transfer, kept up to date by its events. Fires `change` whenever `state` is another:
 * `transfer` is the document of the API, with what the events told since and the `intensity` in force, if there is one;
 * `points` the losses by evaluation; `changes` the changes of weights; `refusal` the problem of the latest one, if it was
 * refused; `pictures` every picture that was told of, by evaluation; `preview` the address of the newest picture, once it
 * is decoded; `connected` whether the gateway is heard.
 */
export class Following extends EventTarget {
  state = NOTHING;

  constructor(id) {
    super();
    const unfollow = follow(id, {
      connected: (connected) => this.#set({ connected }),
      // Sent anew with each connection; what events told since is kept.
      transfer: (transfer) => this.#set({
        transfer: { ...transfer, intensity: transfer.requestedOptions?.intensity, ...this.state.transfer },
      }),
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
    const unpoll = poll(() => this.#askForPlace(id), () => QUEUE_SECONDS);
    this.stop = () => {
      unfollow();
      unpoll();
    };
  }

  /** Others leave the queue without an event of this transfer's. */
  async #askForPlace(id) {
    if (this.state.transfer?.state !== 'queued' || !this.state.connected) return;
    try {
      const { state, queuePosition } = await show(id);
      if (state === 'queued' && this.state.transfer.state === 'queued') this.#merge({ queuePosition });
    } catch {
      // The stream says what is wrong.
    }
  }

  #started({ resumedAt = 0, attempt, worker, network, device, options }) {
    // An attempt that begins anew, or further back, paints again what comes after.
    const kept = ({ evaluation }) => evaluation <= resumedAt;
    const { points, changes, pictures } = this.state;
    this.#set({ points: points.filter(kept), changes: changes.filter(kept), pictures: pictures.filter(kept) });
    this.#merge({ state: 'running', attempt, worker, network, device, options });
  }

  #progressed(event) {
    const { points, pictures } = this.state;
    const { evaluation, losses, level, preview } = event;
    this.#set({
      points: losses ? [...points, { evaluation, losses, level }] : points,
      pictures: preview ? [...pictures, { evaluation, href: preview.href }] : pictures,
    });
    this.#merge({ state: 'running', progress: event });
    if (preview) this.#show(preview.href);
  }

  #reweighted(event) {
    this.#set(event.problem ? { refusal: event.problem } : { refusal: undefined, changes: [...this.state.changes, event] });
    if (!event.options) return;
    this.#merge({ options: event.options });
    // Each takes the other's place; the options say the weight alone.
    const { intensity, styleWeight } = event.change ?? {};
    if (intensity !== undefined || styleWeight !== undefined) this.#merge({ intensity });
  }

  /** Swaps the picture only once the next one is decoded, so that nothing flickers; of those that come meanwhile the newest is next. */
  async #show(href) {
    this.newest = href;
    if (this.decoding) return;
    this.decoding = true;
    while (this.newest) {
      const preview = this.newest;
      this.newest = undefined;
      const image = new Image();
      image.src = preview;
      try {
        await image.decode();
        this.#set({ preview });
      } catch {
        // A preview that has gone is followed by the next one.
      }
    }
    this.decoding = false;
  }

  /** Takes over the transfer as a control's answer shows it. */
  told({ state, queuePosition }) {
    this.#merge({ state, queuePosition });
  }

  /** Events from before, which a stream begins with, do not undo an end or the wish for one. */
  #merge(part) {
    const settled = SETTLED.includes(this.state.transfer?.state) && !ENDS.includes(part.state);
    this.#set({ transfer: { ...this.state.transfer, ...part, ...(settled ? { state: this.state.transfer.state } : {}) } });
  }

  #set(part) {
    this.state = { ...this.state, ...part };
    this.dispatchEvent(new Event('change'));
  }
}
