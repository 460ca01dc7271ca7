import { LitElement, css, html } from 'lit';
import { NEUTRAL, isNeutral } from '/page/finish/adjustment.js';
import { panel, range } from '/page/finish/panel-styles.js';
import { t } from '/page/texts.js';

const signed = (value) => (value > 0 ? `+${value}` : String(value).replace('-', '\u2212'));
const around = { min: 0, max: 2, step: 0.01, words: (value) => signed(Math.round(100 * (value - 1))) };

const SLIDERS = {
  blend: { min: 0, max: 1, step: 0.01, words: (value) => `${Math.round(100 * value)} %` },
  hue: { min: -180, max: 180, step: 1, words: (value) => `${signed(value)}°` },
  saturation: around,
  brightness: around,
  contrast: around,
};

/** Other colours for a painting, and some of the original. Fires `adjust` with settings (see adjustment.js). */
class AdjustPanel extends LitElement {
  static properties = { settings: { attribute: false } };

  static styles = [panel, range, css`
    .row { display: grid; grid-template-columns: 1fr auto; align-items: baseline; column-gap: 12px; padding: 4px 0; }
    label { font-size: 14px; }
    output { font-size: 14px; color: var(--muted); font-variant-numeric: tabular-nums; }
    input { grid-column: 1 / -1; }
  `];

  render() {
    return html`
      <div class="head">
        <h3>${t('finish.adjust')}</h3>
        <button class="quiet" ?disabled=${isNeutral(this.settings)} @click=${() => this.#set(NEUTRAL)}>${t('finish.reset')}</button>
      </div>
      ${Object.entries(SLIDERS).map(([name, slider]) => this.#row(name, slider))}`;
  }

  #row(name, { min, max, step, words }) {
    const value = this.settings[name];
    const percent = (of) => `${(100 * (of - min)) / (max - min)}%`;
    const [from, to] = [value, NEUTRAL[name]].sort((a, b) => a - b).map(percent);
    const neutral = { [name]: NEUTRAL[name] };
    return html`
      <div class="row" title=${t('finish.resetOne')} @dblclick=${() => this.#set(neutral)}>
        <label for=${name}>${t(`finish.${name}`)}</label>
        <output for=${name}>${words(value)}</output>
        <input id=${name} type="range" min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext=${words(value)}
            .style=${`--from: ${from}; --to: ${to}`} @input=${(event) => this.#set({ [name]: event.target.valueAsNumber })}>
      </div>`;
  }

  #set(part) {
    this.dispatchEvent(new CustomEvent('adjust', { detail: { ...this.settings, ...part } }));
  }
}

customElements.define('adjust-panel', AdjustPanel);
