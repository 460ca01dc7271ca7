import { LitElement, css, html } from 'lit';
import { choices } from '/page/shared-styles.js';
import { LEAST_POSITION, MOST_POSITION, positionOf, scaleAt, strokesInWords } from '/page/stroke-size.js';
import { formatFactor, formatNumber, t } from '/page/texts.js';

const COLORS = ['style', 'content', 'matched'];
/** Intensities from which on a look is called otherwise. */
const LOOKS = [10, 35, 65, 90];
/** Of a power of two. */
const SCALE_STEP = 0.25;

/** How it is to look: how far from the photograph, how broad the strokes, whose colours. Fires `change` with options to be changed. */
class LookPanel extends LitElement {
  static properties = { options: { attribute: false } };

  static styles = [choices, css`
    :host { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 270px), 1fr)); gap: 20px var(--gap); flex: 1 1 100%; }
    .head {
      display: flex; justify-content: space-between; gap: 12px; margin-bottom: 8px; font-size: 14px; font-weight: 600; line-height: 1.5;
    }
    .head > :first-child { white-space: nowrap; }
    .hint { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; text-align: right; }
    input[type='range'] { display: block; width: 100%; height: 42px; margin: 0; accent-color: var(--accent); cursor: pointer; }
    input[type='range']:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 8px; }
    @media (pointer: coarse) { input[type='range'] { height: 48px; } }
  `];

  willUpdate() {
    if (this.options.intensity === undefined) import('/page/choose/strength-choice.js');
  }

  render() {
    const { options } = this;
    return html`
      ${options.intensity === undefined
        ? html`<strength-choice .options=${options} @change=${(e) => this.#change(e.detail)}></strength-choice>`
        : this.#intensity()}
      ${this.#scale()}
      ${this.#color()}`;
  }

  #intensity() {
    const { intensity } = this.options;
    const look = t(`choose.intensity${LOOKS.filter((least) => intensity >= least).length}`);
    return this.#slider({
      name: 'intensity', min: 0, max: 100, step: 1, value: intensity, said: formatNumber(intensity), hint: look,
      to: (value) => ({ intensity: value }),
    });
  }

  #scale() {
    const { styleScale = 1 } = this.options;
    return this.#slider({
      name: 'styleScale', min: LEAST_POSITION, max: MOST_POSITION, step: SCALE_STEP, value: positionOf(styleScale),
      said: formatFactor(styleScale), hint: strokesInWords(styleScale),
      // What the engine does by itself needs no saying.
      to: (value) => ({ styleScale: value === 0 ? undefined : scaleAt(value) }),
    });
  }

  #slider({ name, min, max, step, value, said, hint, to }) {
    return html`
      <div>
        <div class="head">
          <label for=${name}>${t(`choose.${name}`)}</label><span class="hint" aria-hidden="true">${hint} · ${said}</span>
        </div>
        <input id=${name} type="range" min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext="${said}, ${hint}"
            @input=${(e) => this.#change(to(e.target.valueAsNumber))}>
      </div>`;
  }

  #color() {
    const { color = COLORS[0] } = this.options;
    return html`
      <div role="radiogroup" aria-labelledby="color">
        <div class="head">
          <span id="color">${t('choose.color')}</span><span class="hint" id="colorHint">${t(`choose.colorHint.${color}`)}</span>
        </div>
        <div class="choices">${COLORS.map((each) => html`
          <label>
            <input type="radio" name="color" value=${each} .checked=${each === color} aria-describedby="colorHint"
                @change=${() => this.#change({ color: each === COLORS[0] ? undefined : each })}>
            <span>${t(`choose.color.${each}`)}</span>
          </label>`)}
        </div>
      </div>`;
  }

  #change(options) {
    this.dispatchEvent(new CustomEvent('change', { detail: options }));
  }
}

customElements.define('look-panel', LookPanel);
