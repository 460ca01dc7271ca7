import { LitElement, css, html } from 'lit';
import { fold } from '/page/gallery/folding.js';
import { Paintings } from '/page/gallery/paintings.js';
import '/page/gallery/wall-tile.js';
import { reason } from '/page/gateway.js';
import '/page/more-texts.js';
import { removals } from '/page/removal/removals.js';
import '/page/removal/undo-bar.js';
import { button, choices } from '/page/shared-styles.js';
import { FAILED, FINISHED, PAINTING } from '/page/states.js';
import { t } from '/page/texts.js';

const FILTERS = { all: [], painting: PAINTING, finished: FINISHED, failed: FAILED };

/** Where the reader was, for coming back to it. */
let last = { filter: 'all', label: '' };

/** One's paintings, newest first, of all states. */
class GalleryView extends LitElement {
  static properties = { filter: { state: true }, label: { state: true }, selected: { state: true } };

  static styles = [button, choices, css`
    :host { display: block; }
    .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 14px 20px; margin-bottom: 24px; min-height: 46px; }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend, .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .label { display: flex; align-items: center; gap: 10px; font-size: 14px; color: var(--muted); min-width: 0; }
    select {
      font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: 999px;
      padding: 9px 14px; max-width: 200px;
    }
    select:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    .selection { margin-left: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 10px; font-size: 14px; }
    .selection button { padding: 11px 18px; font-size: 14px; }
    .wall {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 44%), 1fr)); gap: 24px 18px; list-style: none;
      margin: 0; padding: 0;
    }
    .skeleton { aspect-ratio: 4 / 3; border-radius: 8px; background: var(--sunken); }
    .empty { padding: clamp(40px, 10vh, 120px) 0; display: grid; gap: 14px; justify-items: center; text-align: center; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; }
    p { margin: 0; color: var(--muted); }
    .empty .button, .empty button { margin-top: 10px; }
    .more { display: flex; justify-content: center; padding: 32px 0; }
    .problem { color: var(--accent); margin-bottom: 20px; }
  `];

  constructor() {
    super();
    Object.assign(this, last);
    this.selected = new Set();
    this.labels = new Set();
    this.near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.paintings?.next(),
      { rootMargin: '400px' });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
  }

  disconnectedCallback() {
    this.paintings.stop();
    this.near.disconnect();
    super.disconnectedCallback();
  }

  updated() {
    this.near.disconnect();
    const more = this.renderRoot.querySelector('.more');
    // Observed anew after each change, for it may still be in sight.
    if (more) this.near.observe(more);
  }

  #ask() {
    this.paintings?.stop();
    this.paintings = new Paintings({ state: FILTERS[this.filter].join(','), label: this.label });
    this.paintings.addEventListener('change', () => this.#changed());
  }

  #changed() {
    const { transfers = [] } = this.paintings;
    const shown = new Set(transfers.map(({ id }) => id));
    this.selected = new Set([...this.selected].filter((id) => shown.has(id)));
    for (const { labels = {} } of transfers) {
      for (const [name, text] of Object.entries(labels)) if (name !== 'variant') this.labels.add(`${name}:${text}`);
    }
    this.requestUpdate();
  }

  #show(part) {
    Object.assign(this, part);
    last = { filter: this.filter, label: this.label };
    this.selected = new Set();
    this.#ask();
  }

  render() {
    const { transfers, problem } = this.paintings;
    return html`
      <h2 class="unseen">${t('gallery.title')}</h2>
      <div class="bar">
        <fieldset>
          <legend>${t('gallery.show')}</legend>
          <div class="choices">${Object.keys(FILTERS).map((filter) => html`
            <label>
              <input type="radio" name="filter" .checked=${this.filter === filter} @change=${() => this.#show({ filter })}>
              <span>${t(`gallery.${filter}`)}</span>
            </label>`)}
          </div>
        </fieldset>
        ${this.labels.size === 0 ? '' : this.#labels()}
        ${this.selected.size === 0 ? '' : this.#selection()}
      </div>
      ${problem ? html`<p class="problem" role="alert">${reason(problem)}</p>` : ''}
      ${transfers ? this.#wall(transfers) : this.#skeletons(problem)}
      <undo-bar @undone=${() => this.#focus(0)}></undo-bar>`;
  }

  #labels() {
    return html`
      <label class="label">${t('gallery.label')}
        <select @change=${(event) => this.#show({ label: event.target.value })}>
          <option value="" ?selected=${this.label === ''}>${t('gallery.anyLabel')}</option>
          ${[...this.labels].sort().map((each) => html`
            <option value=${each} ?selected=${this.label === each}>${each.replace(':', ': ')}</option>`)}
        </select>
      </label>`;
  }

  #selection() {
    return html`
      <div class="selection">
        <span role="status">${t('gallery.selected', { count: this.selected.size })}</span>
        <button id="clear" @click=${() => { this.selected = new Set(); }}>${t('gallery.clear')}</button>
        <button id="remove" @click=${() => this.#remove([...this.selected])}>${t('gallery.remove')}</button>
      </div>`;
  }

  #wall(transfers) {
    if (transfers.length === 0 && !this.paintings.more) return this.#empty();
    return html`
      <ul class="wall" aria-label=${t('gallery.list')}>${fold(transfers).map((hung) => html`
        <li><wall-tile .hung=${hung} .pictures=${this.paintings.pictures}
            .selected=${hung.transfers.every(({ id }) => this.selected.has(id))} .selecting=${this.selected.size > 0}
            @select=${() => this.#select(hung)} @remove=${() => this.#remove(hung.transfers.map(({ id }) => id))}></wall-tile></li>`)}
      </ul>
      ${this.paintings.more
        ? html`<div class="more"><button id="more" @click=${() => this.paintings.next()}>${t('gallery.more')}</button></div>` : ''}`;
  }

  #skeletons(problem) {
    return problem ? '' : html`
      <p class="unseen" role="status">${t('gallery.loading')}</p>
      <div class="wall" aria-hidden="true">${Array.from({ length: 8 }, () => html`<div class="skeleton"></div>`)}</div>`;
  }

  #empty() {
    const filtered = this.filter !== 'all' || this.label !== '';
    return html`
      <div class="empty">
        <h2>${filtered ? t('gallery.emptyFilter') : t('gallery.empty')}</h2>
        <p>${filtered ? t('gallery.emptyFilterHint') : t('gallery.emptyHint')}</p>
        ${filtered
          ? html`<button @click=${() => this.#show({ filter: 'all', label: '' })}>${t('gallery.showAll')}</button>`
          : html`<a class="button primary" href="#/">${t('gallery.begin')}</a>`}
      </div>`;
  }

  #select({ transfers }) {
    const ids = transfers.map(({ id }) => id);
    const selected = new Set(this.selected);
    if (ids.every((id) => selected.has(id))) ids.forEach((id) => selected.delete(id));
    else ids.forEach((id) => selected.add(id));
    this.selected = selected;
  }

  async #remove(ids) {
    const place = fold(this.paintings.transfers).findIndex(({ transfers }) => ids.includes(transfers[0].id));
    this.selected = new Set();
    removals.remove(ids);
    await this.updateComplete;
    // Where what had the focus has gone, it goes to what took its place.
    if (!this.renderRoot.activeElement) this.#focus(place);
  }

  async #focus(place) {
    await this.updateComplete;
    const tiles = this.renderRoot.querySelectorAll('wall-tile');
    if (tiles.length > 0) tiles[Math.min(place, tiles.length - 1)].focus();
    else this.renderRoot.querySelector('.empty a, .empty button')?.focus();
  }
}

customElements.define('gallery-view', GalleryView);
