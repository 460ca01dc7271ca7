import { LitElement, css, html } from 'lit';
import { strength, styleWeight } from '/page/choose/presets.js';
import '/page/more-texts.js';
import { choices } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const STRENGTHS = [30, 100, 300, 1000, 10000];

const same = (a, b) => Math.abs(a - b) <= 1e-3 * Math.abs(b);

/** How strongly is painted where there is no intensity. Fires `change` with options to be changed. */
class StrengthChoice extends LitElement {
  static properties = { options: { attribute: false } };

  static styles = [choices, css`
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; font-size: 14px; font-weight: 600; margin-bottom: 10px; line-height: 1.5; }
  `];

  render() {
    const { options } = this;
    return html`
      <fieldset>
        <legend>${t('choose.strength')}</legend>
        <div class="choices">${STRENGTHS.map((value) => html`
          <label>
            <input type="radio" name="strength" .checked=${same(strength(options), value)}
                @change=${() => this.#change({ styleWeight: styleWeight(options, value) })}>
            <span>${t(`choose.strength${value}`)}</span>
          </label>`)}
        </div>
      </fieldset>`;
  }

  #change(options) {
    this.dispatchEvent(new CustomEvent('change', { detail: options }));
  }
}

customElements.define('strength-choice', StrengthChoice);
