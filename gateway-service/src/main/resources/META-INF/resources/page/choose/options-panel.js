import { LitElement, css, html } from 'lit';
import { PRESETS, preset, strength, styleWeight } from '/page/choose/presets.js';
import '/page/more-texts.js';
import { t } from '/page/texts.js';

/** The preset that knows an intensity, too. */
const STUDIO = 'studio';
const STEPS = 100;
/** Strengths from 10 to 100,000, in equal ratios. */
const LEAST = 1;
const MOST = 5;

const atStep = (step) => 10 ** (LEAST + (step / STEPS) * (MOST - LEAST));
const stepOf = (value) => Math.round(((Math.log10(value) - LEAST) / (MOST - LEAST)) * STEPS);

/** The options that few need. Fires `change` with options to be changed, undefined for one to be left out, and `reset`. */
class OptionsPanel extends LitElement {
  static properties = { options: { attribute: false } };

  static styles = css`
    * { box-sizing: border-box; }
    :host { display: block; }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 260px), 1fr)); gap: 24px var(--gap); }
    label, .label { display: block; font-size: 14px; font-weight: 600; margin-bottom: 8px; }
    p { margin: 8px 0 0; font-size: 14px; line-height: 1.45; color: var(--muted); }
    input, select {
      font: inherit; font-size: 15px; width: 100%; min-height: 44px; padding: 8px 14px; color: var(--ink); background: var(--surface);
      border: 1px solid var(--line); border-radius: 12px;
    }
    select {
      appearance: none; padding-right: 40px;
      background: var(--surface) url("/page/choose/down.svg") no-repeat right 16px center;
    }
    input::placeholder { color: var(--muted); opacity: 1; }
    input:focus-visible, select:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    input[type='range'] { padding: 0; margin: 0; border: 0; background: none; accent-color: var(--accent); cursor: pointer; }
    input:user-invalid { border-color: var(--accent); }
    button {
      font: inherit; font-size: 14px; color: var(--muted); background: none; border: 0; padding: 10px 0; margin-top: 12px; min-height: 44px; cursor: pointer;
      text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: 4px;
    }
    button:hover { color: var(--ink); }
    button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
  `;

  render() {
    const { options } = this;
    const says = preset(options);
    return html`
      <div class="grid">
        ${options.preset === STUDIO ? html`
          <div>
            <label for="by">${t('choose.by')}</label>
            <select id="by" aria-describedby="byHint" @change=${(e) => this.#by(e.target.value)}>
              ${['intensity', 'styleWeight'].map((name) => html`<option value=${name} ?selected=${options[name] !== undefined}>
                ${t(`choose.by.${name}`)}</option>`)}
            </select>
            <p id="byHint">${t('choose.byHint')}</p>
          </div>` : ''}
        ${options.intensity !== undefined ? '' : html`<div>
          <label for="fine">${t('choose.fine')}</label>
          <input id="fine" type="range" min="0" max=${STEPS} .value=${String(stepOf(strength(options)))} aria-describedby="fineHint"
              @input=${(e) => this.#change({ styleWeight: styleWeight(options, Number(atStep(e.target.value).toPrecision(3))) })}>
          <p id="fineHint">${t('choose.fineHint', { value: String(options.styleWeight ?? says.styleWeight) })}</p>
        </div>`}
        <div>
          <label for="preset">${t('choose.preset')}</label>
          <select id="preset" aria-describedby="presetHint" @change=${(e) => this.#preset(e.target.value)}>
            ${Object.keys(PRESETS).map((name) => html`<option value=${name} ?selected=${name === options.preset}>${t(`choose.preset.${name}`)}</option>`)}
          </select>
          <p id="presetHint">${t(`choose.presetHint.${options.preset}`)}</p>
        </div>
        ${this.#number('evaluations', says.evaluations, { min: 1, max: 10000, step: 1 })}
        ${this.#number('tvWeight', says.tvWeight, { min: 0, max: 1e12, step: 'any' })}
        <div>
          <label for="network">${t('choose.network')}</label>
          <input id="network" type="text" pattern="[a-z0-9][a-z0-9._\\-]{0,63}" autocapitalize="off" spellcheck="false" autocomplete="off"
              placeholder=${t('choose.networkDefault')} .value=${options.network ?? ''} aria-describedby="networkHint"
              @change=${(e) => this.#take('network', e.target, e.target.value)}>
          <p id="networkHint">${t('choose.networkHint')}</p>
        </div>
      </div>
      <button type="button" id="reset" @click=${() => this.dispatchEvent(new Event('reset'))}>${t('choose.reset')}</button>`;
  }

  #number(name, usual, { min, max, step }) {
    return html`
      <div>
        <label for=${name}>${t(`choose.${name}`)}</label>
        <input id=${name} type="number" min=${min} max=${max} step=${step} inputmode="decimal" placeholder=${String(usual)}
            .value=${String(this.options[name] ?? '')} aria-describedby="${name}Hint"
            @change=${(e) => this.#take(name, e.target, Number(e.target.value))}>
        <p id="${name}Hint">${t(`choose.${name}Hint`)}</p>
      </div>`;
  }

  /** What is left empty is left out; what cannot be is not taken, and its field says so. */
  #take(name, input, value) {
    if (input.reportValidity()) this.#change({ [name]: input.value === '' ? undefined : value });
  }

  /** A weight stays as strong as it was, but where there is an intensity; what the other preset says of the rest is its own. */
  #preset(name) {
    const { options } = this;
    const weight = options.styleWeight === undefined || name === STUDIO ? undefined : styleWeight({ preset: name }, strength(options));
    this.#change({ preset: name, styleWeight: weight, evaluations: undefined, tvWeight: undefined });
  }

  #by(name) {
    this.#change({ styleWeight: name === 'intensity' ? undefined : PRESETS[STUDIO].styleWeight });
  }

  #change(options) {
    this.dispatchEvent(new CustomEvent('change', { detail: options }));
  }
}

customElements.define('options-panel', OptionsPanel);
