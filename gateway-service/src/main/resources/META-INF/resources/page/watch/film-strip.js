import { LitElement, css, html } from 'lit';
import '/page/patient-picture.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const THUMBNAILS = 8;
const STEP = 250; // ms a picture while it plays

/** The pictures along the way, to scrub and to play. Fires `look` with the picture looked at in `detail`, undefined for the newest. */
class FilmStrip extends LitElement {
  static properties = { pictures: { attribute: false }, looking: { attribute: false }, playing: { state: true } };

  static styles = [button, css`
    :host { display: grid; gap: 10px; }
    p { margin: 0; font-size: 14px; font-weight: 600; }
    div { display: flex; align-items: center; gap: 12px; }
    div button { padding: 12px 16px; }
    input { flex: 1; min-width: 0; width: 60px; height: 32px; margin: 0; accent-color: var(--accent); }
    input:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 4px; }
    ol { display: grid; grid-template-columns: repeat(${THUMBNAILS}, minmax(0, 1fr)); gap: 6px; margin: 0; padding: 0; list-style: none; }
    ol button { display: block; width: 100%; padding: 0; border: 2px solid transparent; border-radius: 6px; overflow: hidden; }
    ol button[aria-current='true'] { border-color: var(--accent); }
    patient-picture { aspect-ratio: 4 / 3; background: var(--sunken); }
    @media (max-width: 680px) {
      li:nth-child(even) { display: none; }
      ol { grid-template-columns: repeat(${THUMBNAILS / 2}, minmax(0, 1fr)); }
    }
  `];

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  get #index() {
    const at = this.pictures.indexOf(this.looking);
    return at < 0 ? this.pictures.length - 1 : at;
  }

  #look(picture) {
    this.dispatchEvent(new CustomEvent('look', { detail: picture }));
  }

  #play() {
    if (this.playing) return this.#halt();
    this.playing = true;
    let next = this.looking && this.#index < this.pictures.length - 1 ? this.#index : 0;
    this.#look(this.pictures[next]);
    this.timer = setInterval(() => {
      next += 1;
      if (next < this.pictures.length) this.#look(this.pictures[next]);
      else this.#halt();
    }, STEP);
    return undefined;
  }

  #halt() {
    clearInterval(this.timer);
    this.playing = false;
  }

  #thumbnails() {
    const { length } = this.pictures;
    const count = Math.min(THUMBNAILS, length);
    return Array.from({ length: count }, (_, i) => this.pictures[count === 1 ? 0 : Math.round((i * (length - 1)) / (count - 1))]);
  }

  render() {
    const said = (picture) => t('watch.frame', picture);
    const at = this.#index;
    return html`
      <p>${t('watch.strip')}</p>
      <ol>${this.#thumbnails().map((picture) => html`
        <li><button type="button" aria-label=${said(picture)} aria-current=${picture === this.looking}
            @click=${() => { this.#halt(); this.#look(picture); }}><patient-picture .src=${picture.href}></patient-picture></button></li>`)}
      </ol>
      <div>
        <button type="button" class="play" @click=${this.#play}>${t(this.playing ? 'watch.halt' : 'watch.play')}</button>
        <input type="range" min="0" max=${this.pictures.length - 1} step="1" .value=${String(at)} aria-label=${t('watch.scrub')}
          aria-valuetext=${said(this.pictures[at])}
          @input=${({ target }) => { this.#halt(); this.#look(this.pictures[target.valueAsNumber]); }}>
        <button type="button" class="live" ?disabled=${!this.looking}
          @click=${() => { this.#halt(); this.#look(undefined); }}>${t('watch.live')}</button>
      </div>`;
  }
}

customElements.define('film-strip', FilmStrip);
