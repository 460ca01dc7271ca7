import { LitElement, css, html } from 'lit';
import { crossfade } from '/page/crossfade.js';

const TRIES = 4;

/** A picture that stays in sight until the next one is decoded, and that asks again where the gateway was too busy to render it. */
class PatientPicture extends LitElement {
  static properties = { src: {}, alt: {}, shown: { state: true }, before: { state: true } };

  static styles = css`
    :host { display: block; position: relative; overflow: hidden; }
    img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; display: block; }
  `;

  willUpdate(changed) {
    if (changed.has('src')) this.#load();
  }

  disconnectedCallback() {
    clearTimeout(this.again);
    super.disconnectedCallback();
  }

  async #load(attempt = 1) {
    clearTimeout(this.again);
    const { src } = this;
    if (!src) {
      this.shown = undefined;
      return;
    }
    const image = new Image();
    image.src = src;
    try {
      await image.decode();
    } catch {
      if (src === this.src && attempt < TRIES) this.again = setTimeout(() => this.#load(attempt + 1), attempt * 1500);
      return;
    }
    if (src !== this.src || src === this.shown) return;
    this.before = this.shown;
    this.shown = src;
    this.dispatchEvent(new CustomEvent('picture', { detail: { width: image.naturalWidth, height: image.naturalHeight } }));
  }

  updated(changed) {
    if (changed.get('shown') && this.shown) this.#fade(this.shown);
  }

  async #fade(shown) {
    await crossfade(this.renderRoot.querySelector('img:last-child'));
    if (this.shown === shown) this.before = undefined;
  }

  render() {
    if (!this.shown) return '';
    return html`${this.before ? html`<img src=${this.before} alt="">` : ''}<img src=${this.shown} alt=${this.alt ?? ''}>`;
  }
}

customElements.define('patient-picture', PatientPicture);
