import { LitElement, css, html } from 'lit';
import { language, t } from '/page/texts.js';

/**
 * A place for one picture: dropped, pasted, chosen from a dialog, or one of the samples.
 * Fires `pick` with {blob | url, title}; the owner keeps the value.
 */
class PictureWell extends LitElement {
  static properties = {
    label: {},
    hint: {},
    samples: { attribute: false },
    value: { attribute: false },
    error: { state: true },
    over: { state: true },
  };

  static styles = css`
    :host { display: flex; flex-direction: column; gap: 14px; min-width: 0; }
    .head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; }
    h2 { font-size: 17px; font-weight: 600; margin: 0; letter-spacing: -0.01em; }
    .well {
      position: relative; display: grid; place-items: center; aspect-ratio: 4 / 3; overflow: hidden;
      background: var(--sunken); border-radius: var(--radius); outline: 1px solid var(--line); outline-offset: -1px;
      transition: outline-color 120ms, box-shadow 120ms;
    }
    .well.over { outline: 3px solid var(--accent); outline-offset: -3px; }
    .well img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
    .empty { color: var(--muted); padding: 24px; text-align: center; }
    label.file {
      color: var(--muted); font-size: 14px; cursor: pointer; text-decoration: underline;
      text-decoration-color: var(--line); text-underline-offset: 4px; white-space: nowrap;
    }
    label.file:hover { color: var(--ink); text-decoration-color: currentcolor; }
    label.file:focus-within { outline: 2px solid var(--focus); outline-offset: 4px; border-radius: 4px; }
    input { position: absolute; opacity: 0; width: 1px; height: 1px; }
    .samples { display: flex; gap: 10px; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
    button {
      display: block; padding: 0; border: 0; width: 64px; height: 64px; border-radius: 10px; overflow: hidden; cursor: pointer;
      background: var(--sunken); outline: 2px solid transparent; outline-offset: 2px; transition: outline-color 120ms, transform 120ms;
    }
    button:hover { transform: translateY(-2px); }
    button:focus-visible { outline-color: var(--focus); }
    button[aria-pressed='true'] { outline-color: var(--accent); }
    button img { width: 100%; height: 100%; object-fit: cover; display: block; }
    .error { color: var(--accent); margin: 0; font-size: 14px; }
    @media (max-width: 480px) { button { width: 52px; height: 52px; } }
  `;

  constructor() {
    super();
    this.samples = [];
  }

  render() {
    return html`
      <div class="head">
        <h2 id="label">${this.label}</h2>
        <label class="file">
          ${this.value?.blob ? t('choose.replace') : t('choose.choose')}
          <input type="file" accept="image/*" aria-labelledby="label" @change=${(e) => this.take(e.target.files[0])}>
        </label>
      </div>
      <div class="well ${this.over ? 'over' : ''}"
          @dragover=${(e) => { e.preventDefault(); this.over = true; }}
          @dragleave=${() => { this.over = false; }}
          @drop=${(e) => this.#drop(e)}>
        ${this.value
          ? html`<img src=${this.value.url} alt=${t('choose.pictureOf', { label: this.label, title: this.value.title })}>`
          : html`<span class="empty">${this.hint}</span>`}
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : ''}
      <ul class="samples" aria-label=${t('choose.samples')}>
        ${this.samples.map((sample) => html`
          <li>
            <button type="button" title=${sample.title[language]} aria-label=${sample.title[language]}
                aria-pressed=${this.value?.sample === sample.id} @click=${() => this.#sample(sample)}>
              <img src="/samples/${sample.thumbnail}" alt="" loading="lazy">
            </button>
          </li>`)}
      </ul>`;
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer.files[0]);
  }

  /** Takes a file as the picture, if it is one. */
  take(file) {
    if (!file) return;
    if (!file.type.startsWith('image/')) {
      this.error = t('choose.notAPicture', { name: file.name });
      return;
    }
    this.#pick({ blob: file, url: URL.createObjectURL(file), title: file.name || t('choose.yourFile') });
  }

  #sample(sample) {
    this.#pick({ sample: sample.id, url: `/samples/${sample.file}`, title: sample.title[language] });
  }

  #pick(value) {
    this.error = undefined;
    this.dispatchEvent(new CustomEvent('pick', { detail: value }));
  }
}

customElements.define('picture-well', PictureWell);
