import { LitElement, css, html } from 'lit';
import { reason, reweight } from '/page/gateway.js';
import { problemText } from '/page/problems.js';
import { choices } from '/page/shared-styles.js';
import { LEAST_POSITION, positionOf as positionOfScale, scaleAt, strokesInWords } from '/page/stroke-size.js';
import { formatFactor, formatNumber, t } from '/page/texts.js';
import { leanOf, leaning, positionOf, weightAt } from '/page/watch/steering.js';

const LEAST_SMOOTHING = -10; // power of ten, below which total variation has no effect to be seen
const COLORS = ['style', 'content'];
const SETTLED = 250; // ms without a movement before a change is sent

/** Sliders for the weights of a painting on its way. `state` is Following's; `asked` the options that it was begun with. */
class SteerPanel extends LitElement {
  static properties = {
    state: { attribute: false }, asked: { attribute: false }, moved: { state: true }, sent: { state: true }, problem: { state: true },
  };

  static styles = [choices, css`
    :host { display: grid; gap: 14px; }
    h3 { margin: 0; font-size: 14px; font-weight: 600; }
    p { margin: 0; font-size: 13px; color: var(--muted); min-height: 1.5em; }
    .problem { color: var(--ink); }
    label { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; font-size: 14px; }
    output { color: var(--muted); font-variant-numeric: tabular-nums; }
    input { grid-column: 1 / -1; width: 100%; height: 24px; margin: 0; accent-color: var(--accent); }
    small { grid-column: 1 / -1; color: var(--muted); font-size: 13px; }
    input:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 4px; }
    @media (pointer: coarse) { input { height: 44px; } }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; margin-bottom: 6px; font-size: 14px; }
    .choices label { display: block; }
  `];

  constructor() {
    super();
    this.moved = {};
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    // What the painter answered counts, in this tab or another.
    if (changed.has('state') && this.sent !== undefined && this.#answers() > this.sent) {
      this.sent = undefined;
      this.moved = {};
    }
  }

  #answers() {
    return this.state.changes.length + (this.state.refusal ? 1 : 0);
  }

  #move(change) {
    this.moved = { ...this.moved, ...change };
    this.problem = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), SETTLED);
  }

  async #send() {
    this.sent = this.#answers();
    try {
      await reweight(this.state.transfer.id, this.moved);
    } catch (problem) {
      this.problem = reason(problem);
      this.sent = undefined;
      this.moved = {};
    }
  }

  render() {
    const { asked } = this;
    const { options, intensity } = this.state.transfer;
    const now = { ...options, intensity, ...this.moved };
    return html`
      <h3>${t('steer.title')}</h3>
      ${now.intensity === undefined ? '' : this.#slider({
        name: 'intensity', label: t('steer.intensity'), min: 0, max: 100, step: 1, value: now.intensity, said: formatNumber(now.intensity),
        to: (value) => ({ intensity: value }),
      })}
      ${[...(now.intensity === undefined ? ['styleWeight'] : []), 'contentWeight'].filter((name) => asked[name] > 0).map((name) => this.#slider({
        name, label: t(`steer.${name}`), min: -2, max: 2, step: 0.05, value: positionOf(asked[name], now[name]),
        said: short(now[name]), to: (position) => ({ [name]: weightAt(asked[name], position) }),
      }))}
      ${asked.styleLayerWeights?.length > 1 ? this.#slider({
        name: 'stroke', label: t('steer.stroke'), min: -1, max: 1, step: 0.05,
        value: leanOf(asked.styleLayerWeights, now.styleLayerWeights),
        said: stroke(leanOf(asked.styleLayerWeights, now.styleLayerWeights)), hint: t('steer.strokeHint'),
        to: (lean) => ({ styleLayerWeights: leaning(asked.styleLayerWeights, lean) }),
      }) : ''}
      ${this.#scale(now)}
      ${this.#smoothing(now)}
      ${this.#color(now)}
      ${now.styleWeights?.length > 1 || this.state.transfer.styles?.length > 1 ? this.#blend(now) : ''}
      ${this.#answer()}`;
  }

  /** Styles are at hand in the painting's size, or as much larger as it was begun with: broader strokes need another painting. */
  #scale({ styleScale = 1 }) {
    const most = Math.max(1, this.state.transfer.options?.styleScale ?? 1);
    return this.#slider({
      name: 'styleScale', label: t('choose.styleScale'), min: LEAST_POSITION, max: positionOfScale(most), step: 0.05,
      value: positionOfScale(styleScale), said: formatFactor(styleScale), hint: strokesInWords(styleScale),
      to: (position) => ({ styleScale: Math.min(most, scaleAt(position)) }),
    });
  }

  #smoothing({ tvWeight = 0 }) {
    // Total variation's own scale spans decades; the lowest position is none at all.
    return this.#slider({
      name: 'tvWeight', label: t('steer.tvWeight'), min: LEAST_SMOOTHING, max: LEAST_SMOOTHING + 4, step: 0.1,
      value: tvWeight > 0 ? Math.log10(tvWeight) : LEAST_SMOOTHING, said: tvWeight > 0 ? short(tvWeight) : t('steer.off'),
      to: (position) => ({ tvWeight: position <= LEAST_SMOOTHING ? 0 : 10 ** position }),
    });
  }

  /** Matched styles are other targets, which cannot come or go on the way. */
  #color({ color = COLORS[0] }) {
    if (!COLORS.includes(color)) return '';
    return html`
      <fieldset>
        <legend>${t('steer.color')}</legend>
        <div class="choices">${COLORS.map((each) => html`
          <label>
            <input type="radio" name="color" .checked=${each === color} @change=${() => this.#move({ color: each })}>
            <span>${t(`choose.color.${each}`)}</span>
          </label>`)}
        </div>
      </fieldset>`;
  }

  #blend(now) {
    const count = this.state.transfer.styles.length;
    const weights = now.styleWeights ?? Array(count).fill(1 / count);
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight, i) => this.#slider({
      name: `style${i}`, label: t('steer.style', { number: i + 1 }), min: 0, max: 1, step: 0.01, value: weight / sum,
      said: `${Math.round((weight / sum) * 100)} %`,
      to: (share) => ({ styleWeights: blended(weights.map((each) => each / sum), i, share) }),
    }));
  }

  #slider({ name, label, min, max, step, value, said, hint, to }) {
    return html`
      <label>${label} <output>${said}</output>
        <input type="range" name=${name} min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext=${said}
          @input=${({ target }) => this.#move(to(target.valueAsNumber))}>
        ${hint ? html`<small>${hint}</small>` : ''}
      </label>`;
  }

  #answer() {
    const refused = this.problem ?? (this.state.refusal && problemText(this.state.refusal));
    if (refused) return html`<p class="problem" role="alert">${refused}</p>`;
    const last = this.state.changes[this.state.changes.length - 1];
    return html`<p role="status">${this.sent !== undefined ? t('steer.pending') : last ? t('steer.accepted', last) : t('steer.hint')}</p>`;
  }
}

function short(weight) {
  if (weight >= 0.1) return formatNumber(weight);
  const [digits, power] = weight.toExponential(1).split('e');
  return `${formatNumber(Number(digits))}e${power}`;
}

const stroke = (lean) => (Math.abs(lean) < 0.025
  ? t('steer.even')
  : `${formatNumber(Math.abs(lean) * 100)} % ${t(lean < 0 ? 'steer.fine' : 'steer.coarse')}`);

/** The other shares make room in proportion; at least one stays above 0. */
function blended(shares, i, share) {
  const others = 1 - shares[i];
  const room = (each) => (others > 0 ? each / others : 1 / (shares.length - 1)) * (1 - share);
  return shares.map((each, k) => (k === i ? Math.max(share, 0.001) : room(each)));
}

customElements.define('steer-panel', SteerPanel);
