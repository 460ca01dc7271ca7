import { LitElement, css, html } from 'lit';

const TRIES = 4;

/** A picture that stays in sight until the next one is decoded, and that asks again where the gateway was too busy to render it. */
class PatientPicture extends LitElement {
  static properties = { src: {}, alt: {}, shown: { state: true } };

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
    if (src !== this.src) return;
    this.shown = src;
    this.dispatchEvent(new CustomEvent('picture', { detail: { width: image.naturalWidth, height: image.naturalHeight } }));
  }

  render() {
    return this.shown ? html`<img src=${this.shown} alt=${this.alt ?? ''}>` : '';
  }
}

customElements.define('patient-picture', PatientPicture);
