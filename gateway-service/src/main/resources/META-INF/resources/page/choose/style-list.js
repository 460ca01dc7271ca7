import { LitElement, css, html } from 'lit';
import { shares } from '/page/choose/blend.js';
import { t } from '/page/texts.js';

export const MOST_STYLES = 8;

/**
 * The styles that are chosen, with their shares, and a place for one more. Fires `show` with an index (that of none yet: the number of
 * styles), `share` with {index, share}, `drop` with an index, `level`, and `place` where it is to be said which style goes where.
 */
class StyleList extends LitElement {
  static properties = { styles: { attribute: false }, current: { type: Number }, placeable: { type: Boolean } };

  static styles = css`
    :host { display: block; }
    ul { list-style: none; margin: 0 0 10px; padding: 0; display: grid; gap: 8px; }
    li { display: grid; grid-template-columns: 44px minmax(0, 1fr) 5ch 32px; gap: 14px; align-items: center; }
    button { font: inherit; font-size: 14px; color: var(--muted); background: none; border: 0; padding: 0; cursor: pointer; }
    button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 8px; }
    .show { width: 44px; height: 44px; border-radius: 10px; overflow: hidden; background: var(--sunken); }
    .show[aria-pressed='true'] { outline: 2px solid var(--accent); outline-offset: 2px; }
    .show:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
    .show img { width: 100%; height: 100%; object-fit: cover; display: block; }
    .drop { height: 32px; font-size: 20px; line-height: 1; border-radius: 8px; }
    .drop:hover, .more:hover { color: var(--ink); }
    .foot { display: flex; flex-wrap: wrap; gap: 6px 18px; }
    .show { position: relative; }
    .placed::after {
      content: ''; position: absolute; right: 4px; bottom: 4px; width: 12px; height: 12px; border-radius: 50%; border: 1.5px solid #fff;
      background: linear-gradient(90deg, #fff 50%, rgb(20 18 16 / 75%) 50%); box-shadow: 0 0 3px rgb(0 0 0 / 60%);
    }
    .more { text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 4px; }
    .more[aria-pressed='true'] { color: var(--accent); }
    output { text-align: right; font-size: 14px; color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
    input { width: 100%; margin: 0; accent-color: var(--accent); height: 32px; cursor: pointer; }
    input:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 8px; }
    @media (pointer: coarse) {
      li { grid-template-columns: 44px minmax(0, 1fr) 5ch 44px; }
      input, .drop, .more { min-height: 44px; }
    }
  `;

  constructor() {
    super();
    this.styles = [];
  }

  render() {
    const { styles, current } = this;
    const parts = shares(styles);
    return html`
      ${styles.length < 2 ? '' : html`<ul aria-label=${t('choose.styles')}>${styles.map((style, index) => this.#row(style, index, parts[index]))}</ul>`}
      <div class="foot">
        ${styles.length === 0 || styles.length >= MOST_STYLES ? '' : html`
          <button type="button" class="more" id="add" aria-pressed=${String(current === styles.length)}
              @click=${() => this.#fire('show', current === styles.length ? 0 : styles.length)}>
            ${current === styles.length ? t('choose.addNot') : t('choose.add')}</button>`}
        ${this.placeable && styles.length > 0 ? html`
          <button type="button" class="more" id="place" @click=${() => this.#fire('place')}>
            ${styles.some(({ mask, part }) => mask || part) ? t('mask.change') : t('mask.open')}</button>` : ''}
        ${parts.some((part) => Math.abs(part - parts[0]) > 1e-6) ? html`
          <button type="button" class="more" id="level" @click=${() => this.#fire('level')}>${t('choose.level')}</button>` : ''}
      </div>`;
  }

  #row({ url, title, mask, part }, index, share) {
    const percent = Math.round(100 * share);
    return html`
      <li>
        <button type="button" class="show ${mask || part ? 'placed' : ''}" aria-label=${t(mask ? 'mask.show' : 'choose.show', { title })}
            aria-pressed=${String(index === this.current)}
            @click=${() => this.#fire('show', index)}><img src=${url} alt=""></button>
        <input type="range" min="0" max="100" .value=${String(percent)} aria-label=${t('choose.shareOf', { title })}
            aria-valuetext=${t('percent', { value: percent })} @input=${(e) => this.#fire('share', { index, share: e.target.value / 100 })}>
        <output aria-hidden="true">${t('percent', { value: percent })}</output>
        <button type="button" class="drop" aria-label=${t('choose.drop', { title })} @click=${() => this.#fire('drop', index)}>×</button>
      </li>`;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('style-list', StyleList);
