import { LitElement, css, html } from 'lit';
import '/page/patient-picture.js';
import { fraction, isPainting } from '/page/states.js';
import { still } from '/page/shared-styles.js';
import { variantName } from '/page/sheet/variants.js';
import { t } from '/page/texts.js';

/** One variant: its picture as it is painted, its name, how far it is. Fires `choose`, and `size` once its picture's size is known. */
class VariantTile extends LitElement {
  static properties = { transfer: { attribute: false }, picture: { attribute: false }, chosen: {} };

  static styles = [still, css`
    :host { display: block; min-width: 0; }
    button {
      display: block; width: 100%; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: start;
      cursor: pointer;
    }
    .frame {
      display: block; position: relative; aspect-ratio: var(--aspect, 4 / 3); border-radius: 8px; overflow: hidden;
      background: var(--sunken); outline: 0 solid var(--accent); outline-offset: 3px; transition: translate 160ms ease-out;
    }
    button:hover .frame { translate: 0 -2px; box-shadow: var(--shadow); }
    button:focus-visible { outline: none; }
    button:focus-visible .frame { outline: 2px solid var(--focus); }
    button[aria-pressed='true'] .frame { outline: 3px solid var(--accent); }
    button[aria-pressed='true']:focus-visible .frame { outline-color: var(--focus); }
    patient-picture { position: absolute; inset: 0; transition: filter 400ms; }
    .photograph { filter: grayscale(1) opacity(0.3); }
    .bar { position: absolute; inset: auto 0 0; height: 4px; background: rgb(0 0 0 / 35%); }
    .bar span { display: block; height: 100%; background: var(--accent); transform-origin: left; transition: transform 900ms linear; }
    .name { display: flex; justify-content: space-between; gap: 10px; padding: 9px 2px 0; font-size: 14px; line-height: 1.3; }
    .name b { font-weight: 600; min-width: 0; overflow-wrap: anywhere; }
    .name span { color: var(--muted); white-space: nowrap; font-variant-numeric: tabular-nums; }
    @media (max-width: 480px) { .name { flex-direction: column; gap: 0; } }
  `];

  updated() {
    const bar = this.renderRoot.querySelector('.bar span');
    if (bar) bar.style.transform = `scaleX(${fraction(this.transfer)})`;
  }

  render() {
    const { transfer, picture } = this;
    const name = variantName(transfer.labels?.variant);
    return html`
      <button aria-pressed=${this.chosen ? 'true' : 'false'} @click=${() => this.dispatchEvent(new Event('choose'))}>
        <span class="frame">
          <patient-picture class=${picture?.kind ?? ''} .src=${picture?.src} @picture=${this.#size}></patient-picture>
          ${isPainting(transfer) ? html`<span class="bar"><span></span></span>` : ''}
        </span>
        <span class="name"><b>${name}</b> <span>${this.#state()}</span></span>
      </button>`;
  }

  #state() {
    const { state } = this.transfer;
    if (state === 'succeeded') return '';
    if (state === 'running') return t('sheet.percent', { percent: Math.round(fraction(this.transfer) * 100) });
    return t(`sheet.state.${state}`);
  }

  #size(event) {
    this.dispatchEvent(new CustomEvent('size', { detail: event.detail }));
  }
}

customElements.define('variant-tile', VariantTile);
