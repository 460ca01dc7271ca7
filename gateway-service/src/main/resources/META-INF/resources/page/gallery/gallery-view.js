import { LitElement, css, html } from 'lit';
import { result, transfers } from '/page/gateway.js';
import { t } from '/page/texts.js';

/** One's paintings, newest first. */
class GalleryView extends LitElement {
  static properties = { list: { state: true } };

  static styles = css`
    :host { display: block; }
    .wall { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 45%), 1fr)); gap: 16px; }
    a { display: block; aspect-ratio: 4 / 3; border-radius: 10px; overflow: hidden; background: var(--sunken); }
    a:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
    img { width: 100%; height: 100%; object-fit: cover; display: block; }
  `;

  constructor() {
    super();
    this.list = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    this.list = (await transfers({ limit: 48, state: 'succeeded' })).transfers;
  }

  render() {
    return html`<div class="wall">${this.list.map(({ id }) => html`
      <a href="#/transfers/${id}"><img src=${result(id, { format: 'jpeg', width: 384 })} loading="lazy" alt=${t('finish.result')}></a>`)}</div>`;
  }
}

customElements.define('gallery-view', GalleryView);
