import { LitElement, css, html } from 'lit';
import { isNeutral, parameters } from '/page/finish/adjustment.js';
import { panel, range } from '/page/finish/panel-styles.js';
import { copy, save } from '/page/finish/save.js';
import { bytes, link, reason, result } from '/page/gateway.js';
import { button } from '/page/shared-styles.js';
import { formatTime, t } from '/page/texts.js';

/** Kinds of files; `quality` is what one has where nobody says another. */
const FORMATS = {
  png: { name: 'PNG', extension: 'png' },
  jpeg: { name: 'JPEG', extension: 'jpg', quality: 90 },
  webp: { name: 'WebP', extension: 'webp', quality: 80 },
  png16: { name: 'PNG 16', extension: 'png' },
  tiff: { name: 'TIFF', extension: 'tif' },
  tiff16: { name: 'TIFF 16', extension: 'tif' },
};
const WIDTHS = [3072, 2048, 1600, 1200, 1024, 800, 640, 512, 384, 256, 128, 64];

/** A painting as a file: of which kind, how large, with the adjustments that are seen. `size` is {width, height} of the painting. */
class TakeHome extends LitElement {
  static properties = {
    transfer: {},
    size: { attribute: false },
    settings: { attribute: false },
    format: { state: true },
    width: { state: true },
    quality: { state: true },
    fetching: { state: true },
    shared: { state: true },
    problem: { state: true },
  };

  static styles = [button, panel, range, css`
    fieldset { border: 0; margin: 0 0 14px; padding: 0; min-width: 0; }
    .kinds {
      display: grid; grid-template-columns: repeat(3, 1fr); background: var(--sunken); border-radius: 24px; padding: 4px;
      outline: 1px solid var(--line); outline-offset: -1px;
    }
    .kinds label { position: relative; cursor: pointer; text-align: center; }
    .kinds input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
    .kinds span { display: block; padding: 10px 6px; border-radius: 999px; font-size: 14px; line-height: 1.2; color: var(--muted); }
    .kinds input:checked + span { background: var(--chosen); color: var(--ink); box-shadow: 0 1px 3px rgb(0 0 0 / 14%); }
    .kinds input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 1px; }
    .row { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: 0 12px; min-height: 40px; font-size: 14px; }
    .row input { grid-column: 1 / -1; }
    output { color: var(--muted); font-variant-numeric: tabular-nums; }
    select {
      font: inherit; font-size: 14px; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: 8px;
      padding: 8px 10px; max-width: 100%;
    }
    select option { color: initial; }
    @media (prefers-color-scheme: dark) { select option { background: #1f1d1b; color: #f2efea; } }
    select:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    a.button { display: block; text-align: center; margin: 14px 0 12px; font-size: 17px; padding: 16px 24px; }
    a.button[aria-busy='true'] { opacity: 0.6; }
    @media (pointer: coarse) { .kinds span { padding: 14px 8px; } select { min-height: 44px; } }
  `];

  constructor() {
    super();
    this.format = 'png';
  }

  render() {
    const { extension, quality } = FORMATS[this.format];
    return html`
      <div class="head"><h3>${t('finish.takeHome')}</h3></div>
      <fieldset>
        <div class="kinds" role="radiogroup" aria-label=${t('finish.format')}>${Object.entries(FORMATS).map(([format, { name }]) => html`
          <label>
            <input type="radio" name="format" .checked=${this.format === format} @change=${() => this.#choose(format)}><span>${name}</span>
          </label>`)}
        </div>
      </fieldset>
      ${this.size ? html`
        <div class="row">
          <label for="width">${t('finish.size')}</label>
          <select id="width" @change=${(event) => { this.width = Number(event.target.value) || undefined; }}>
            <option value="0" .selected=${!this.width}>${this.#measure(this.size.width)}</option>
            ${WIDTHS.filter((width) => width < this.size.width).map((width) => html`
              <option value=${width} .selected=${this.width === width}>${this.#measure(width)}</option>`)}
          </select>
        </div>` : ''}
      ${quality ? html`
        <div class="row">
          <label for="quality">${t('finish.quality')}</label>
          <output for="quality">${this.quality ?? quality}</output>
          <input id="quality" type="range" min="1" max="100" .value=${String(this.quality ?? quality)} .style=${`--from: 0%; --to: ${
            ((this.quality ?? quality) - 1) / 0.99}%`} @input=${(event) => { this.quality = event.target.valueAsNumber; }}>
        </div>` : ''}
      <a class="button primary" href=${result(this.transfer, this.#rendition())} download=${this.#name(extension)}
          aria-busy=${String(Boolean(this.fetching))} @click=${this.#download}>
        ${this.fetching ? t('finish.preparing') : t('finish.download')}</a>
      <button class="quiet" @click=${this.#link}>${t('finish.copyLink')}</button>
      <p role="status">${this.shared ? this.#shared(this.shared) : ''}</p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}`;
  }

  #shared({ url, expiresAt, copied }) {
    const values = { time: formatTime(expiresAt) };
    return copied ? t('finish.linkCopied', values) : html`<a href=${url}>${t('finish.linkMade', values)}</a>`;
  }

  #measure(width) {
    return `${width} × ${Math.max(1, Math.round((this.size.height * width) / this.size.width))}`;
  }

  #choose(format) {
    this.format = format;
    this.quality = undefined;
  }

  #rendition() {
    const { format, width, quality } = this;
    return {
      ...(format === 'png' ? {} : { format }), ...(width ? { width } : {}), ...(quality ? { quality } : {}), ...parameters(this.settings),
    };
  }

  #name(extension) {
    const width = this.width ? `-${this.width}` : '';
    const adjusted = isNeutral(this.settings) ? '' : `-${t('finish.adjusted')}`;
    return `impasto-${this.transfer.slice(0, 8)}${width}${adjusted}.${extension}`;
  }

  /** Fetched here rather than by the browser, so that what goes wrong is said in words. */
  async #download(event) {
    event.preventDefault();
    if (this.fetching) return;
    const { href, download } = event.currentTarget;
    this.fetching = true;
    await this.#try(async () => save(await bytes(href), download));
    this.fetching = false;
  }

  #link() {
    return this.#try(async () => {
      const { url, expiresAt } = await link(this.transfer);
      this.shared = { url, expiresAt, copied: await copy(url) };
    });
  }

  async #try(act) {
    this.shared = undefined;
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = reason(error);
    }
  }
}

customElements.define('take-home', TakeHome);
