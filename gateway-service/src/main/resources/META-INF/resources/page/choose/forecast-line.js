import { LitElement, css, html } from 'lit';
import { t } from '/page/texts.js';

/** What size will be painted. */
class ForecastLine extends LitElement {
  static properties = { picture: { attribute: false }, options: { attribute: false } };

  static styles = css`
    :host { display: block; color: var(--muted); font-size: 14px; min-height: 1.5em; font-variant-numeric: tabular-nums; }
    p { margin: 0; }
  `;

  render() {
    const { width, height } = this.picture ?? {};
    if (!width) return html`<p role="status"></p>`;
    const side = (length) => Math.max(1, Math.round((length * this.options.size) / Math.max(width, height)));
    return html`<p role="status">${t('choose.willBe', { width: side(width), height: side(height) })}</p>`;
  }
}

customElements.define('forecast-line', ForecastLine);
