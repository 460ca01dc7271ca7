import { LitElement, css, html } from 'lit';
import { sample } from '/page/choose/draft.js';
import { reason } from '/page/gateway.js';
import { still } from '/page/shared-styles.js';
import { language, t } from '/page/texts.js';

/**
 * A place for one picture: dropped, pasted, taken, chosen from a dialog, or one of the samples. Fires `pick` with pictures of the draft
 * (several files at once where `multiple`), `edit`, and `measure` with {width, height}; the owner keeps the value.
 */
class PictureWell extends LitElement {
  static properties = {
    label: {},
    hint: {},
    multiple: { type: Boolean },
    samples: { attribute: false },
    value: { attribute: false },
    refused: { attribute: false },
    unknown: { state: true },
    why: { state: true },
    over: { state: true },
    unseen: { state: true },
  };

  static styles = [still, css`
    :host { display: flex; flex-direction: column; gap: 14px; min-width: 0; }
    .head, .foot { display: flex; align-items: baseline; justify-content: space-between; gap: 4px 16px; flex-wrap: wrap; }
    .foot { min-height: 24px; justify-content: flex-start; font-size: 14px; color: var(--muted); flex-wrap: nowrap; }
    .foot .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .size { flex: none; font-variant-numeric: tabular-nums; }
    #edit { margin-left: auto; flex: none; }
    .name { flex: 0 1 auto; min-width: 0; }
    h2 { font-size: 17px; font-weight: 600; margin: 0; letter-spacing: -0.01em; }
    .ways { display: flex; gap: 18px; }
    .well {
      position: relative; display: grid; place-items: center; aspect-ratio: 4 / 3; overflow: hidden;
      background: var(--sunken); border-radius: var(--radius); outline: 1px solid var(--line); outline-offset: -1px;
      transition: outline-color 120ms;
    }
    .well.over { outline: 3px solid var(--accent); outline-offset: -3px; }
    .well.refused { outline: 2px solid var(--accent); outline-offset: -2px; }
    .well img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
    .empty { color: var(--muted); padding: 24px; text-align: center; text-wrap: balance; max-width: 32ch; }
    .link {
      font: inherit; color: var(--muted); font-size: 14px; cursor: pointer; text-decoration: underline; border: 0; padding: 0; background: none;
      text-decoration-color: var(--line); text-underline-offset: 4px; white-space: nowrap;
    }
    .link:hover { color: var(--ink); text-decoration-color: currentcolor; }
    .link:focus-visible, .link:focus-within { outline: 2px solid var(--focus); outline-offset: 4px; border-radius: 4px; }
    .camera { display: none; }
    .link { position: relative; }
    input { position: absolute; left: 0; opacity: 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .samples { display: flex; gap: 10px; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
    .samples button {
      display: block; padding: 0; border: 0; width: 64px; height: 64px; border-radius: 10px; overflow: hidden; cursor: pointer;
      background: var(--sunken); outline: 2px solid transparent; outline-offset: 2px; transition: outline-color 120ms, translate 120ms;
    }
    .samples button:hover { translate: 0 -2px; }
    .samples button:focus-visible { outline-color: var(--focus); }
    .samples button[aria-pressed='true'] { outline-color: var(--accent); }
    .samples button:focus-visible[aria-pressed='true'] { outline-offset: 4px; outline-color: var(--focus); }
    .samples img { width: 100%; height: 100%; object-fit: cover; display: block; }
    .error { color: var(--accent); margin: 0; font-size: 14px; line-height: 1.45; }
    /* All that is chosen is seen at once on a usual screen. */
    @media (min-width: 681px) { .well { aspect-ratio: auto; height: clamp(340px, calc(100vh - 580px), 40vw); } }
    @media (max-width: 360px) { .foot { gap: 10px; } .name { display: none; } }
    @media (max-width: 480px) { .samples button { width: 48px; height: 48px; } .samples { gap: 8px; } }
    @media (pointer: coarse) {
      .camera { display: flex; }
      .link { display: flex; align-items: center; min-height: 44px; min-width: 44px; }
      .foot { align-items: center; }
      .head { align-items: center; }
    }
  `];

  constructor() {
    super();
    this.samples = [];
  }

  willUpdate(changed) {
    if (changed.has('value') && changed.get('value')?.url !== this.value?.url) {
      this.unseen = false;
      this.unknown = undefined;
    }
    if (changed.has('refused')) this.#explain();
  }

  async #explain() {
    const { refused, value } = this;
    this.why = undefined;
    if (!refused) return;
    // What says it at length may be out of reach, too.
    const { refusal } = await import('/page/choose/refusal.js').catch(() => ({ refusal: () => reason(refused) }));
    if (this.refused === refused) this.why = refusal(value, refused);
  }

  render() {
    const { value } = this;
    const error = this.unknown ?? this.why;
    return html`
      <div class="head">
        <h2 id="label">${this.label}</h2>
        <div class="ways">
          <label class="link camera">
            ${t('choose.camera')}
            <input id="camera" type="file" accept="image/*" capture="environment" @change=${(e) => this.#chosen(e.target)}>
          </label>
          <label class="link file">
            ${value?.blob && !value.sample ? t('choose.replace') : t('choose.choose')}
            <input id="file" type="file" accept="image/*" ?multiple=${this.multiple} aria-describedby="label"
                @change=${(e) => this.#chosen(e.target)}>
          </label>
        </div>
      </div>
      <div class="well ${this.over ? 'over' : ''} ${error ? 'refused' : ''}"
          @dragover=${(e) => { e.preventDefault(); this.over = true; }}
          @dragleave=${() => { this.over = false; }}
          @drop=${(e) => this.#drop(e)}>
        ${value && !this.unseen
          ? html`<img src=${value.url} alt=${t('choose.pictureOf', { label: this.label, title: value.title })}
              @load=${(e) => this.#measured(e.target)} @error=${() => { this.unseen = true; }}>`
          : html`<span class="empty">${value ? t('choose.unseen', { name: value.title }) : this.hint}</span>`}
      </div>
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <div class="foot">
        <span class="name">${value?.title ?? ''}</span>
        <span class="size">${value?.width ? `${value.width} × ${value.height}` : ''}</span>
        ${value && !this.unseen ? html`
          <button type="button" class="link" id="edit" aria-describedby="label" @click=${() => this.dispatchEvent(new Event('edit'))}>
            ${value.edit ? t('choose.editAgain') : t('choose.edit')}</button>` : ''}
      </div>
      <ul class="samples" aria-label=${t('choose.samples')}>
        ${this.samples.map((each) => html`
          <li>
            <button type="button" title=${each.title[language]} aria-label=${each.title[language]}
                aria-pressed=${String(value?.sample === each.id)} @click=${() => this.#pick([sample(each)])}>
              <img src="/samples/${each.thumbnail}" alt="">
            </button>
          </li>`)}
      </ul>`;
  }

  #measured({ naturalWidth: width, naturalHeight: height }) {
    if (width !== this.value.width || height !== this.value.height) {
      this.dispatchEvent(new CustomEvent('measure', { detail: { width, height } }));
    }
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer.files);
  }

  #chosen(input) {
    this.take(input.files);
    // The same file can be chosen once more.
    input.value = '';
  }

  /** Takes files as the picture, or pictures, if they are some. */
  take(files) {
    const given = [...files].slice(0, this.multiple ? undefined : 1);
    const pictures = given.filter(({ type }) => type.startsWith('image/'));
    const other = given.find((file) => !pictures.includes(file));
    if (pictures.length > 0) {
      this.#pick(pictures.map((file) => ({ blob: file, url: URL.createObjectURL(file), title: file.name || t('choose.yourFile') })));
    }
    this.unknown = other && t('choose.notAPicture', { name: other.name });
  }

  #pick(pictures) {
    this.unknown = undefined;
    this.dispatchEvent(new CustomEvent('pick', { detail: pictures }));
  }
}

customElements.define('picture-well', PictureWell);
