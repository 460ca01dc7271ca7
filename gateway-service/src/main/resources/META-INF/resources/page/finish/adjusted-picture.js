import { LitElement, css, html } from 'lit';
import { isNeutral } from '/page/finish/adjustment.js';
import { bytes, result } from '/page/gateway.js';
import { t } from '/page/texts.js';

/**
 * The painting of one `transfer`, as it would be with `settings` (see adjustment.js): its own file while they change nothing, else a
 * canvas. Fires `size` ({width, height}), and `trouble` with an error; `settled` resolves once what was asked for last is seen.
 */
class AdjustedPicture extends LitElement {
  static properties = { transfer: {}, settings: { attribute: false } };

  static styles = css`
    :host { display: block; position: relative; }
    img, canvas { display: block; width: 100%; height: 100%; }
    canvas { position: absolute; inset: 0; }
    canvas[hidden] { display: none; }
  `;

  disconnectedCallback() {
    this.#drop();
    super.disconnectedCallback();
  }

  render() {
    return html`<img class="result" src=${result(this.transfer)} alt=${t('finish.result')} @load=${this.#loaded}>${this.canvas ?? ''}`;
  }

  updated(changed) {
    if (changed.has('settings')) this.settled = this.#show();
  }

  /** Fetches what is needed to adjust, so that the first move of a slider is as quick as the next. */
  prepare() {
    this.painter ??= this.#open();
    return this.painter;
  }

  async #show() {
    const { settings } = this;
    if (isNeutral(settings)) {
      if (this.canvas) this.canvas.hidden = true;
      return;
    }
    try {
      const painter = await this.prepare();
      const original = settings.blend > 0 ? await this.#original() : undefined;
      // Something newer may have been asked for meanwhile.
      if (settings !== this.settings || painter !== await this.painter) return;
      painter.paint(settings, original);
      this.canvas.hidden = false;
      await painter.refine?.(() => settings === this.settings && this.isConnected);
    } catch (error) {
      this.#drop();
      this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
    }
  }

  async #open(withShader = true) {
    const [{ shaderPainter }, { plainPainter }, picture] = await Promise.all([
      import('/page/finish/shader-painter.js'), import('/page/finish/plain-painter.js'), bitmap(result(this.transfer)),
    ]);
    let canvas = this.#canvas();
    let painter = withShader ? shaderPainter(canvas, picture) : undefined;
    if (!painter) {
      // A canvas that was asked for one kind of context gives no other.
      canvas = this.#canvas();
      painter = plainPainter(canvas, picture);
    }
    picture.close();
    canvas.addEventListener('webglcontextlost', () => {
      if (this.canvas !== canvas) return;
      this.painter = this.#open(false);
      this.settled = this.#show();
    });
    this.canvas = canvas;
    this.requestUpdate();
    await this.updateComplete;
    return painter;
  }

  /** As the server sees it: upright, and of the painting's size. */
  #original() {
    this.original ??= bitmap(result(this.transfer, { blend: 1 }));
    return this.original;
  }

  #canvas() {
    const canvas = document.createElement('canvas');
    canvas.hidden = true;
    canvas.setAttribute('aria-hidden', 'true');
    return canvas;
  }

  #drop() {
    const { painter, original } = this;
    Object.assign(this, { painter: undefined, original: undefined, canvas: undefined });
    painter?.then((it) => it.close(), () => {});
    original?.then((it) => it.close(), () => {});
  }

  #loaded(event) {
    const { naturalWidth: width, naturalHeight: height } = event.target;
    this.dispatchEvent(new CustomEvent('size', { detail: { width, height } }));
  }
}

const bitmap = async (url) => createImageBitmap(await bytes(url), { colorSpaceConversion: 'none' });

customElements.define('adjusted-picture', AdjustedPicture);
