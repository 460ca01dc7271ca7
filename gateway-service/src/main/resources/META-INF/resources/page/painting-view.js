import { LitElement, css, html } from 'lit';
import { button, figure } from '/page/shared-styles.js';
import { follow } from '/page/gateway.js';
import { formatDuration, formatNumber, t } from '/page/texts.js';
import '/page/loss-chart.js';

/** One transfer, from the queue to the finished painting: follows its events and shows the picture change. */
class PaintingView extends LitElement {
  static properties = {
    transfer: {},
    state: { state: true },
    preview: { state: true },
    points: { state: true },
    connected: { state: true },
  };

  static styles = [button, figure, css`
    :host { display: block; }
    .stage { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 340px); gap: var(--gap); align-items: start; }
    .pictures { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    .pictures.pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    figure.canvas img { max-height: 72vh; }
    .waiting img { filter: saturate(0.35) opacity(0.75); }
    aside { display: flex; flex-direction: column; gap: 18px; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    p { margin: 0; color: var(--muted); font-variant-numeric: tabular-nums; }
    .facts { display: flex; flex-direction: column; gap: 4px; font-size: 14px; }
    .bar { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
    .bar div { height: 100%; width: 100%; background: var(--accent); transform-origin: left; transition: transform 300ms ease-out; }
    h3 { margin: 6px 0 0; font-size: 14px; font-weight: 600; }
    .hint { font-size: 13px; }
    .actions { display: flex; flex-wrap: wrap; gap: 12px; }
    .offline { color: var(--accent); font-size: 14px; }
    .problem { color: var(--ink); }
    loss-chart { margin-top: 10px; }
    .stage.done { grid-template-columns: minmax(0, 1fr); }
    .done aside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 18px var(--gap); align-items: start; }
    .done .outcome { display: flex; flex-direction: column; gap: 18px; }
    @media (max-width: 860px) { .stage, .done aside { grid-template-columns: minmax(0, 1fr); } figure.canvas img { max-height: none; } }
    @media (max-width: 560px) { .pictures.pair { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.points = [];
    this.connected = true;
  }

  willUpdate(changed) {
    if (changed.has('transfer')) this.#follow();
  }

  disconnectedCallback() {
    this.stop?.();
    super.disconnectedCallback();
  }

  #follow() {
    this.stop?.();
    this.points = [];
    this.preview = undefined;
    this.state = undefined;
    this.stop = follow(this.transfer, {
      connected: (connected) => { this.connected = connected; },
      transfer: (state) => { this.state = { ...state, ...this.state }; },
      started: (event) => {
        this.points = this.points.filter((point) => point.evaluation <= (event.resumedAt ?? 0));
        this.#merge({ state: 'running', network: event.network, device: event.device, startedAt: event.time });
      },
      progressed: (event) => {
        this.points = [...this.points, { evaluation: event.evaluation, losses: event.losses }];
        this.#merge({ state: 'running', progress: event });
        if (event.preview) this.#show(event.preview.href);
      },
      completed: (event) => this.#merge({ state: 'succeeded', result: event.result, network: event.network, seconds: event.seconds }),
      failed: (event) => this.#merge({ state: 'failed', problem: event.problem }),
    });
  }

  #merge(part) {
    this.state = { ...this.state, ...part };
  }

  /** Swaps the picture only once the next one is decoded, so that nothing flickers. */
  async #show(href) {
    const image = new Image();
    image.src = href;
    try {
      await image.decode();
      this.preview = href;
    } catch {
      // A preview that has gone is followed by the next one.
    }
  }

  render() {
    if (!this.state) return html`<p role="status">${this.connected ? t('sending') : t('unreachable')}</p>`;
    return this.state.state === 'succeeded' ? this.#finished() : this.#working();
  }

  #working() {
    const { state, progress, content, problem } = this.state;
    const fraction = progress ? progress.evaluation / progress.evaluations : 0;
    return html`
      <div class="stage">
        <div class="pictures">
          <figure class="canvas ${this.preview ? '' : 'waiting'}">
            <img class="painting" src=${this.preview ?? this.#image(content)} alt=${t('painting')}>
          </figure>
        </div>
        <aside>
          <h2 role="status">${t({ queued: 'queued', failed: 'failed' }[state] ?? (progress ? 'painting' : 'starting'))}</h2>
          ${state === 'failed'
            ? html`<p class="problem" role="alert">${problem.detail ?? problem.title}</p>
                <div class="actions"><button class="primary" @click=${this.#leave}>${t('again')}</button></div>`
            : html`
              <div class="bar" role="progressbar" aria-label=${t('painting')} aria-valuemin="0" aria-valuemax="100"
                  aria-valuenow=${Math.round(fraction * 100)}><div .style=${`transform: scaleX(${fraction})`}></div></div>
              ${progress ? html`
                <div class="facts">
                  <p>${t('evaluationOf', progress)}</p>
                  <p>${t('level', progress)}</p>
                  <p>${progress.evaluationsPerSecond === undefined ? '' : t('rate', { rate: formatNumber(progress.evaluationsPerSecond) })}
                     ${progress.etaSeconds === undefined ? '' : html`· ${t('eta', { time: formatDuration(progress.etaSeconds) })}`}</p>
                </div>` : ''}`}
          ${this.connected ? '' : html`<p class="offline" role="alert">${t('reconnecting')}</p>`}
          ${this.#chart()}
          <div class="facts">${this.#network()}</div>
        </aside>
      </div>`;
  }

  #finished() {
    const { content, seconds } = this.state;
    const result = `/v1/transfers/${this.transfer}/result`;
    return html`
      <div class="stage done">
        <div class="pictures pair">
          <figure><img src=${this.#image(content)} alt=${t('original')}><figcaption>${t('original')}</figcaption></figure>
          <figure><img class="result" src=${result} alt=${t('result')}><figcaption>${t('result')}</figcaption></figure>
        </div>
        <aside>
          <div class="outcome">
            <h2 role="status">${t('done')}</h2>
            <div class="facts">
              ${seconds === undefined ? '' : html`<p>${t('took', { time: formatDuration(seconds) })}</p>`}
              ${this.#network()}
              <p><a href="/v1/transfers/${this.transfer}/artifacts/losses.csv" download>${t('lossTable')}</a></p>
            </div>
            <div class="actions">
              <a class="button primary" href=${result} download>${t('download')}</a>
              <button @click=${this.#leave}>${t('another')}</button>
            </div>
          </div>
          <div>${this.#chart()}</div>
        </aside>
      </div>`;
  }

  #chart() {
    return this.points.length === 0 ? '' : html`
      <div>
        <h3>${t('losses')}</h3>
        <p class="hint">${t('lossesHint')}</p>
      </div>
      <loss-chart .points=${this.points}></loss-chart>`;
  }

  #network() {
    const { network, device } = this.state;
    if (!network) return '';
    const name = `${network.name} (${network.sha256.slice(0, 8)})`;
    const painted = device ? t('networkOn', { network: name, device: device.toUpperCase() }) : t('network', { network: name });
    return html`<p title=${network.sha256}>${painted}</p>`;
  }

  #image(id) {
    return id ? `/v1/images/${id}/content` : '';
  }

  #leave() {
    this.dispatchEvent(new CustomEvent('leave'));
  }
}

customElements.define('painting-view', PaintingView);
