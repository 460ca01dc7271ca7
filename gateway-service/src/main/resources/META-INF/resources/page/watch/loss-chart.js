import { LitElement, css, html } from 'lit';
import uPlot from 'uplot/uPlot.esm.js';
import { formatNumber, t } from '/page/texts.js';

// Hues that stay apart for most colour-blind readers, in light and in dark.
const COLOURS = ['#c2361a', '#3b7dd8', '#2f9e77', '#d49a1f', '#8b5fbf', '#d0609a', '#5c8a2e'];

// The shadow root has a style sheet of its own.
const STYLE = import.meta.resolve('uplot/uPlot.min.css');

/** The terms of the objective over the evaluations, one line a term, on a logarithmic scale. Drawn by uPlot. */
class LossChart extends LitElement {
  static properties = { points: { attribute: false } };

  static styles = css`
    :host { display: block; }
    .plot { min-height: 220px; }
    ul { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 10px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--muted); }
    li { display: flex; align-items: center; gap: 6px; white-space: nowrap; }
    li svg { width: 14px; height: 3px; border-radius: 2px; }
  `;

  constructor() {
    super();
    this.points = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => this.chart?.setSize(this.#size()));
    this.resized.observe(this);
  }

  disconnectedCallback() {
    this.resized.disconnect();
    this.chart?.destroy();
    this.chart = undefined;
    super.disconnectedCallback();
  }

  render() {
    return html`
      <link rel="stylesheet" href=${STYLE}>
      <div class="plot" role="img" aria-label=${this.#summary()}></div>
      <ul>${this.points.length === 0 ? '' : this.#terms().map((term, i) => html`
        <li><svg aria-hidden="true"><rect width="14" height="3" fill=${colour(i)}></rect></svg>${term.name}</li>`)}
      </ul>`;
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

  #terms() {
    const { losses } = this.points[this.points.length - 1];
    const layers = (kind, label) => Object.keys(losses[kind]).map((layer) => ({
      name: `${label}${layer}`, value: (l) => l[kind][layer],
    }));
    const tv = losses.tv > 0 ? [{ name: 'tv', value: (l) => l.tv }] : [];
    return [...layers('content', `${t('watch.content')} `), ...layers('style', ''), ...tv];
  }

  #data(terms) {
    const positive = (value) => (value > 0 ? value : null);
    return [this.points.map((p) => p.evaluation), ...terms.map((term) => this.points.map((p) => positive(term.value(p.losses))))];
  }

  #options(terms) {
    const ink = getComputedStyle(this).getPropertyValue('--muted').trim();
    const line = getComputedStyle(this).getPropertyValue('--line').trim();
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px Inter, sans-serif' };
    return {
      ...this.#size(),
      padding: [8, 8, 0, 0],
      cursor: { y: false, points: { size: 6 } },
      legend: { show: false },
      scales: { x: { time: false }, y: { distr: 3 } },
      axes: [{ ...axis, size: 28 }, { ...axis, size: 46, values: (_, ticks) => ticks.map((v) => (v === null ? '' : compact(v))) }],
      series: [{ label: '' }, ...terms.map((term, i) => ({ label: term.name, stroke: colour(i), width: 2, spanGaps: true, points: { show: false } }))],
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

function compact(value) {
  return value >= 1e4 || value < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(2)));
}

customElements.define('loss-chart', LossChart);
