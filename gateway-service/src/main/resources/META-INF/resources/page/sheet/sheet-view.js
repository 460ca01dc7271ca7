import { LitElement, css, html } from 'lit';
import { result, transfers } from '/page/gateway.js';
import { t } from '/page/texts.js';

/** The small variants of one sheet, as they are painted. */
class SheetView extends LitElement {
  static properties = { group: {}, list: { state: true } };

  static styles = css`
    :host { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px; }
    img { width: 100%; border-radius: 10px; display: block; }
  `;

  constructor() {
    super();
    this.list = [];
  }

  async willUpdate(changed) {
    if (changed.has('group')) this.list = (await transfers({ group: this.group, limit: 12 })).transfers;
  }

  render() {
    return this.list.map(({ id, state, labels }) => html`
      <a href="#/transfers/${id}">${state === 'succeeded' ? html`<img src=${result(id)} alt=${labels?.variant ?? t('finish.result')}>` : labels?.variant}</a>`);
  }
}

customElements.define('sheet-view', SheetView);
