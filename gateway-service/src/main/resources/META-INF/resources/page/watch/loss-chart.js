import { LitElement, css, html } from 'lit';
import uPlot from 'uplot/uPlot.esm.js';
import { formatNumber, locale, t } from '/page/texts.js';

// Hues that stay apart for most colour-blind readers, in light and in dark.
const COLOURS = ['#c2361a', '#3b7dd8', '#2f9e77', '#d49a1f', '#8b5fbf', '#d0609a', '#5c8a2e'];

// There are no halves of evaluations.
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

// What is drawn on a canvas does not change with the page's colours by itself.
const DARK = matchMedia('(prefers-color-scheme: dark)');

// The shadow root has a style sheet of its own.
const STYLE = import.meta.resolve('uplot/uPlot.min.css');

/**
 * The terms of the objective over the evaluations, one line a term, on a logarithmic scale. `changes` (of weights) and the beginnings of
 * levels are marked. A term's name is a button that hides and shows its line. Drawn by uPlot.
 */
class LossChart extends LitElement {
  static properties = {
    points: { attribute: false }, changes: { attribute: false }, hidden: { state: true }, at: { state: true },
  };

  static styles = css`
    :host { display: block; }
    .plot { min-height: 220px; }
    ul { display: flex; flex-wrap: wrap; gap: 2px 4px; margin: 6px 0 0; padding: 0; list-style: none; }
    button {
      display: flex; align-items: center; gap: 6px; min-height: 32px; padding: 2px 6px; border: 0; border-radius: 6px; cursor: pointer;
      background: none; color: var(--muted); font: inherit; font-size: 13px; white-space: nowrap; font-variant-numeric: tabular-nums;
    }
    button:hover { background: var(--sunken); }
    button[aria-pressed='false'] { text-decoration: line-through; }
    button[aria-pressed='false'] svg { opacity: 0.25; }
    button:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
    @media (pointer: coarse) { button { min-height: 44px; } }
    svg { width: 14px; height: 3px; border-radius: 2px; }
    p { margin: 4px 0 0; font-size: 13px; color: var(--muted); font-variant-numeric: tabular-nums; }
  `;

  constructor() {
    super();
    this.points = [];
    this.changes = [];
    this.hidden = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => this.chart?.setSize(this.#size()));
    this.resized.observe(this);
    this.redrawn = () => this.chart?.redraw(false, true);
    DARK.addEventListener('change', this.redrawn);
  }

  disconnectedCallback() {
    this.resized.disconnect();
    DARK.removeEventListener('change', this.redrawn);
    this.chart?.destroy();
    this.chart = undefined;
    this.key = undefined;
    super.disconnectedCallback();
  }

  render() {
    const shown = this.points[this.at ?? this.points.length - 1] ?? this.points[this.points.length - 1];
    return html`
      <link rel="stylesheet" href=${STYLE}>
      <div class="plot" role="img" aria-label=${this.#summary()}></div>
      ${shown ? html`<p>${t('watch.at', shown)}</p>` : ''}
      <ul>${shown ? this.#terms().map((term, i) => html`
        <li><button type="button" aria-pressed=${!this.hidden.has(term.name)} @click=${() => this.#toggle(term.name)}>
          <svg aria-hidden="true"><rect width="14" height="3" fill=${colour(i)}></rect></svg>${term.name} ${compact(term.value(shown.losses))}
        </button></li>`) : ''}
      </ul>
      ${this.#marks().length === 0 ? '' : html`<p>${t('watch.changed')}</p>`}`;
  }

  updated() {
    if (this.points.length === 0) return;
    const terms = this.#terms();
    const key = terms.map((term) => term.name).join();
    if (this.key !== key) {
      this.chart?.destroy();
      this.chart = new uPlot(this.#options(terms), this.#data(terms), this.renderRoot.querySelector('.plot'));
      this.key = key;
    } else {
      this.chart.setData(this.#data(terms));
    }
  }

  #toggle(name) {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(name)) hidden.add(name);
    this.hidden = hidden;
    this.#terms().forEach((term, i) => this.chart?.setSeries(i + 1, { show: !hidden.has(term.name) }));
  }

  #terms() {
    const { losses } = this.points[this.points.length - 1];
    const layers = (kind, label) => Object.keys(losses[kind]).map((layer) => ({
      name: `${label}${layer}`, value: (l) => l[kind][layer],
    }));
    const tv = this.points.some((point) => point.losses.tv > 0) ? [{ name: t('watch.smoothing'), value: (l) => l.tv }] : [];
    return [...layers('content', `${t('watch.content')} `), ...layers('style', ''), ...tv];
  }

  #data(terms) {
    const positive = (value) => (value > 0 ? value : null);
    return [this.points.map((p) => p.evaluation), ...terms.map((term) => this.points.map((p) => positive(term.value(p.losses))))];
  }

  /** Where something changed: {evaluation, dash}. */
  #marks() {
    const larger = this.points.filter(({ level }, i) => i > 0 && level > this.points[i - 1].level);
    return [
      ...larger.map(({ evaluation }) => ({ evaluation, dash: [2, 4] })),
      ...this.changes.map(({ evaluation }) => ({ evaluation, dash: [8, 4] })),
    ];
  }

  #token(name) {
    return getComputedStyle(this).getPropertyValue(name).trim();
  }

  #drawMarks(chart) {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.strokeStyle = this.#token('--muted');
    ctx.lineWidth = devicePixelRatio;
    for (const { evaluation, dash } of this.#marks()) {
      const x = chart.valToPos(evaluation, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  #options(terms) {
    const axis = { stroke: () => this.#token('--muted'), grid: { stroke: () => this.#token('--line'), width: 1 }, ticks: { show: false }, font: '11px Inter, sans-serif' };
    return {
      ...this.#size(),
      padding: [8, 8, 0, 0],
      cursor: { y: false, points: { size: 6 } },
      legend: { show: false },
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [{ ...axis, size: 28, incrs: STEPS, values: (_, ticks) => ticks.map(String) }, { ...axis, size: 46, values: (_, ticks) => ticks.map((v) => (v === null ? '' : compact(v))) }],
      series: [{ label: '' }, ...terms.map((term, i) => ({
        label: term.name, stroke: colour(i), width: 2, spanGaps: true, points: { show: false }, show: !this.hidden.has(term.name),
      }))],
      hooks: {
        draw: [(chart) => this.#drawMarks(chart)],
        setCursor: [({ cursor }) => { this.at = cursor.left < 0 ? undefined : cursor.idx ?? undefined; }],
      },
    };
  }

  #size() {
    return { width: Math.max(200, this.clientWidth), height: 220 };
  }

  #summary() {
    const last = this.points[this.points.length - 1];
    return last ? `${t('watch.losses')}. ${t('watch.total')}: ${formatNumber(last.losses.total)}` : t('watch.losses');
  }
}

const colour = (i) => COLOURS[i % COLOURS.length];

const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2, useGrouping: false });

function compact(value) {
  return value !== 0 && (value >= 1e4 || value < 1e-3) ? value.toExponential(0) : short.format(value);
}

customElements.define('loss-chart', LossChart);
