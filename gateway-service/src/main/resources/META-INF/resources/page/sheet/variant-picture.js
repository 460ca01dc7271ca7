import { LitElement, css, html } from 'lit';
import '/page/patient-picture.js';
import { original } from '/page/newest-picture.js';
import { variantName } from '/page/sheet/variants.js';
import { t } from '/page/texts.js';

const KEYS = ['Enter', ' '];

/** One variant, large; while its button is held, the photograph instead. */
class VariantPicture extends LitElement {
  static properties = { transfer: { attribute: false }, picture: { attribute: false }, held: { state: true } };

  static styles = css`
    :host { display: block; }
    figure { margin: 0; position: relative; }
    .frame {
      position: relative; aspect-ratio: var(--aspect, 4 / 3); border-radius: 8px; overflow: hidden; background: var(--sunken);
      box-shadow: var(--shadow);
    }
    patient-picture { position: absolute; inset: 0; }
    .photograph { filter: grayscale(1) opacity(0.3); }
    .original { opacity: 0; }
    .held .original { opacity: 1; }
    button {
      position: absolute; inset: auto 10px 10px auto; padding: 10px 14px; border: 0; border-radius: 999px; cursor: pointer;
      font: 600 13px/1 "Inter", system-ui, sans-serif; color: #fff; background: rgb(20 18 16 / 78%);
      touch-action: none; user-select: none; -webkit-touch-callout: none;
    }
    button:focus-visible { outline: 2px solid #fff; outline-offset: -4px; }
    figcaption { padding-top: 10px; font-weight: 600; }
  `;

  render() {
    const { transfer, picture, held } = this;
    const photograph = original(transfer.content);
    const name = variantName(transfer.labels?.variant);
    return html`
      <figure>
        <div class="frame ${held ? 'held' : ''}">
          <patient-picture class=${picture?.kind ?? ''} .src=${picture?.src} .alt=${name}></patient-picture>
          ${photograph ? html`
            <patient-picture class="original" .src=${photograph.src} .alt=${held ? t('finish.original') : ''}></patient-picture>
            <button aria-pressed=${held ? 'true' : 'false'} title=${t('sheet.hold')} @pointerdown=${this.#hold} @pointerup=${this.#let}
                @pointercancel=${this.#let} @blur=${this.#let} @contextmenu=${(e) => e.preventDefault()}
                @keydown=${(e) => KEYS.includes(e.key) && this.#hold(e)} @keyup=${this.#let}>${t('finish.original')}</button>` : ''}
        </div>
        <figcaption>${name}</figcaption>
      </figure>`;
  }

  #hold(event) {
    if (event.pointerId !== undefined) event.target.setPointerCapture(event.pointerId);
    else event.preventDefault();
    this.held = true;
  }

  #let() {
    this.held = false;
  }
}

customElements.define('variant-picture', VariantPicture);
