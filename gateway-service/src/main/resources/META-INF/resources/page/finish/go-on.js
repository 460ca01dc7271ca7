import { LitElement, css, html } from 'lit';
import { announce } from '/page/announcing.js';
import { chosen, toTheEasel } from '/page/choose/once-more.js';
import { panel } from '/page/finish/panel-styles.js';
import { bytes, goOn, randomKey, reason, remove, result, upload } from '/page/gateway.js';
import { removals } from '/page/removal/removals.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';
import { steered } from '/page/watch/go-on-from.js';

const LARGEST = 4096;
const UNDO_SECONDS = 6;

/** What can be done next: larger, otherwise, or away with it. `of` is the transfer, `size` {width, height} of the painting. */
class GoOn extends LitElement {
  static properties = {
    of: { attribute: false },
    size: { attribute: false },
    busy: { state: true },
    removing: { state: true },
    problem: { state: true },
  };

  static styles = [button, panel, css`
    .ways { display: grid; gap: 10px; }
    .ways button { text-align: left; border-radius: 14px; padding: 13px 16px; }
    .ways small { display: block; margin-top: 6px; font-size: 13px; font-weight: 400; line-height: 1.35; color: var(--muted); }
    .away { margin-top: 16px; display: flex; gap: 12px; align-items: baseline; justify-content: space-between; min-height: 30px; }
  `];

  disconnectedCallback() {
    // Where whoever leaves goes, it can still be undone.
    if (this.removing) removals.remove([this.of.id]);
    this.#settle();
    super.disconnectedCallback();
  }

  render() {
    const { larger } = this;
    return html`
      <div class="head"><h3>${t('finish.goOn')}</h3></div>
      <div class="ways">
        ${larger ? html`
          <button id="larger" ?disabled=${this.busy} @click=${this.#larger}>${this.busy ? t('choose.sending') : t('finish.larger')}
            <small>${t('finish.largerHint', larger)}</small></button>` : ''}
        <button id="otherStyle" @click=${this.#otherStyle}>${t('finish.otherStyle')}<small>${t('finish.otherStyleHint')}</small></button>
        <button id="changes" @click=${this.#changes}>${t('finish.changed')}<small>${t('finish.changedHint')}</small></button>
      </div>
      <div class="away">
        <p role="status">${this.removing ? t('finish.removing') : ''}</p>
        ${this.removing
          ? html`<button class="quiet" id="undo" @click=${this.#keep}>${t('finish.undo')}</button>`
          : html`<button class="quiet" id="remove" @click=${this.#away}>${t('finish.remove')}</button>`}
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}`;
  }

  /** The next level of the pyramid: {side, width, height}, or undefined if there is none. */
  get larger() {
    if (!this.size) return undefined;
    const { width, height } = this.size;
    const now = Math.max(width, height);
    const side = Math.min(LARGEST, 2 * now);
    const of = (length) => Math.round((length * side) / now);
    return side > now ? { side, width: of(width), height: of(height) } : undefined;
  }

  async #larger() {
    const { id, group, network, requestedOptions } = this.of;
    const { side } = this.larger;
    this.busy = true;
    this.problem = undefined;
    // Kept, so that a second try cannot make a second transfer.
    this.key ??= randomKey();
    try {
      this.painting ??= (await upload(await bytes(result(id)))).id;
      // The small variants of a sheet are made by a network that is quick; what is made of one gets the worker's own, and its layers.
      const painter = group ? { styleLayerWeights: undefined } : { network: network?.name, evaluations: requestedOptions?.evaluations };
      const options = { ...steered(this.of), size: side, levels: 1, start: 'image', startImage: this.painting, ...painter };
      location.hash = `#/transfers/${(await goOn(id, options, this.key)).id}`;
    } catch (error) {
      this.problem = reason(error);
    } finally {
      this.busy = false;
    }
  }

  #otherStyle() {
    toTheEasel({ content: chosen(this.of).content, styles: [] });
  }

  #changes() {
    toTheEasel(chosen(this.of));
  }

  #away() {
    this.removing = setTimeout(() => this.#remove(), 1000 * UNDO_SECONDS);
    this.updateComplete.then(() => this.renderRoot.querySelector('#undo')?.focus());
  }

  #keep() {
    this.#settle();
    announce(t('gallery.restoredOne'));
    this.updateComplete.then(() => this.renderRoot.querySelector('#remove')?.focus());
  }

  #settle() {
    clearTimeout(this.removing);
    this.removing = undefined;
  }

  async #remove() {
    this.#settle();
    try {
      await remove(this.of.id);
      announce(t('gallery.removedOne'));
      if (this.isConnected) location.hash = '#/paintings';
    } catch (error) {
      this.problem = reason(error);
    }
  }
}

customElements.define('go-on', GoOn);
