import { LitElement, css, html } from 'lit';
import { predict } from '/page/gateway.js';
import { formatDuration, t } from '/page/texts.js';

const PATIENCE_MILLIS = 250;
const WORTH_TELLING_SECONDS = 3;

/** What size will be painted, and how long that takes as far as the gateway can tell; no time while it is still that of other choices. */
class ForecastLine extends LitElement {
  static properties = { picture: { attribute: false }, options: { attribute: false }, forecast: { state: true }, answered: { state: true } };

  static styles = css`
    :host { display: block; color: var(--muted); font-size: 14px; min-height: 1.5em; font-variant-numeric: tabular-nums; }
    p { margin: 0; }
    [aria-busy='true'] span { visibility: hidden; }
  `;

  willUpdate(changed) {
    if (changed.has('picture') || changed.has('options')) this.#ask();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    super.disconnectedCallback();
  }

  render() {
    const { width, height } = this.picture ?? {};
    if (!width) return html`<p role="status"></p>`;
    const side = (length) => Math.max(1, Math.round((length * this.options.size) / Math.max(width, height)));
    const { seconds, queueSeconds } = this.forecast ?? {};
    const times = Number.isFinite(seconds) ? [
      t('choose.willTake', { time: formatDuration(seconds) }),
      ...(queueSeconds >= WORTH_TELLING_SECONDS ? [t('choose.willWait', { time: formatDuration(queueSeconds) })] : []),
    ] : [];
    return html`<p role="status" aria-busy=${String(this.answered !== this.question)}>${t('choose.willBe', {
      width: side(width), height: side(height),
    })}<span>${times.map((time) => ` · ${time}`)}</span></p>`;
  }

  #ask() {
    const { picture, options } = this;
    const question = picture?.width ? JSON.stringify([picture.width, picture.height, options]) : undefined;
    if (question === this.question) return;
    this.question = question;
    clearTimeout(this.waiting);
    if (!question) return;
    this.waiting = setTimeout(async () => {
      // A guess is a courtesy: where there is none, nothing is said.
      const forecast = await predict(picture.width, picture.height, options).catch(() => undefined);
      if (this.question !== question) return;
      this.forecast = forecast;
      this.answered = question;
    }, PATIENCE_MILLIS);
  }
}

customElements.define('forecast-line', ForecastLine);
