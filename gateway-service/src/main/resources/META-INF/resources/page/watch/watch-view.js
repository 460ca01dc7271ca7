import { LitElement, css, html } from 'lit';
import { chosen, toTheEasel } from '/page/choose/once-more.js';
import { crossfade } from '/page/crossfade.js';
import { goOn, image, randomKey, reason } from '/page/gateway.js';
import { problemText } from '/page/problems.js';
import { button, figure, still } from '/page/shared-styles.js';
import { formatDuration, formatNumber, t } from '/page/texts.js';
import { goOnFrom, inForce } from '/page/watch/go-on-from.js';
import '/page/watch/control-bar.js';
import '/page/watch/film-strip.js';
import '/page/watch/steer-panel.js';

const ENDED = ['failed', 'cancelled', 'expired'];

/** A transfer on its way: the picture as it is painted, how far it is, what its objective says, and how to steer it. `state` is Following's. */
class WatchView extends LitElement {
  static properties = {
    state: { attribute: false }, looking: { state: true }, before: { state: true }, busy: { state: true }, problem: { state: true },
  };

  static styles = [button, figure, still, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 340px); gap: var(--gap); align-items: start; }
    section, aside { display: flex; flex-direction: column; gap: 18px; min-width: 0; }
    /* As large as the finished painting will be shown, at each level of the pyramid. */
    section > * { width: min(100%, 76vh * (var(--aspect, 4 / 3))); margin-inline: auto; }
    figure { position: relative; aspect-ratio: var(--aspect, 4 / 3); }
    figure img { width: 100%; height: 100%; object-fit: contain; background: none; box-shadow: none; image-rendering: auto; }
    figure .before { position: absolute; inset: 0; }
    figure .painting { position: relative; }
    .waiting img { filter: saturate(0.35) opacity(0.75); }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    h3 { margin: 6px 0 0; font-size: 14px; font-weight: 600; }
    p { margin: 0; color: var(--muted); font-variant-numeric: tabular-nums; }
    .ways { display: flex; flex-wrap: wrap; gap: 12px; }
    .facts { display: flex; flex-direction: column; gap: 4px; font-size: 14px; }
    .bar { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
    .bar div { height: 100%; width: 100%; background: var(--accent); transform-origin: left; transition: transform 300ms ease-out; }
    .hint { font-size: 13px; }
    .offline { color: var(--accent); font-size: 14px; }
    .problem { color: var(--ink); }
    @media (max-width: 860px) { :host { grid-template-columns: minmax(0, 1fr); } section > * { width: 100%; } }
  `];

  connectedCallback() {
    super.connectedCallback();
    // The time left counts down by itself between two events.
    this.clock = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    document.title = 'Impasto';
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.has('state')) this.#follow();
    const { transfer: { content }, preview } = this.state;
    const shown = this.looking?.href ?? preview ?? (content ? image(content) : '');
    if (shown === this.shown) return;
    this.before = this.looking ? undefined : this.shown;
    this.shown = shown;
  }

  updated() {
    // Who scrubs wants each picture at once.
    if (this.before && this.faded !== this.shown && !this.looking) this.#fade(this.shown);
    this.faded = this.shown;
  }

  async #fade(shown) {
    await crossfade(this.renderRoot.querySelector('.painting'));
    if (this.shown === shown) this.before = undefined;
  }

  #follow() {
    if (this.state.points.length > 0) import('/page/watch/loss-chart.js');
    const { transfer, pictures } = this.state;
    const { progress, options } = transfer;
    this.asked ??= options?.styleLayerWeights && options;
    if (this.looking && !pictures.includes(this.looking)) this.looking = undefined;
    const percent = progress && !ENDED.includes(transfer.state) && Math.round((100 * progress.evaluation) / progress.evaluations);
    document.title = progress && percent !== false ? t('watch.title', { percent }) : 'Impasto';
    if (progress) {
      this.style.setProperty('--aspect', `${progress.width} / ${progress.height}`);
      this.#estimate(progress);
    }
  }

  /** Takes a new estimate only where it differs by more than a little from what is shown, so that the time counts down calmly. */
  #estimate({ etaSeconds, evaluation }) {
    if (etaSeconds === undefined || this.estimated === evaluation) return;
    this.estimated = evaluation;
    const end = performance.now() + etaSeconds * 1000;
    if (this.end === undefined || Math.abs(end - this.end) > 2000 + etaSeconds * 150) this.end = end;
  }

  async #leave(next) {
    this.busy = true;
    this.problem = undefined;
    try {
      location.hash = `#/transfers/${(await next()).id}`;
    } catch (problem) {
      this.problem = reason(problem);
    } finally {
      this.busy = false;
    }
  }

  #again() {
    const { transfer } = this.state;
    return this.#leave(() => goOn(transfer.id, inForce(transfer), randomKey()));
  }

  render() {
    const { transfer, preview, points, changes, pictures, connected } = this.state;
    const { state, progress, problem, attempt } = transfer;
    const ended = ENDED.includes(state);
    const steered = this.asked && transfer.options && ['running', 'paused'].includes(state);
    return html`
      <section>
        <figure class=${this.looking || preview ? '' : 'waiting'}>
          ${this.before ? html`<img class="before" src=${this.before} alt="">` : ''}
          <img class="painting" src=${this.shown}
            alt=${this.looking ? t('watch.frame', this.looking) : t('watch.picture')}>
        </figure>
        ${pictures.length < 2 ? '' : html`
          <film-strip .pictures=${pictures} .looking=${this.looking} @look=${({ detail }) => { this.looking = detail; }}></film-strip>`}
        ${this.looking ? html`
          <div class="facts">
            <div><button type="button" class="go-on-from" ?disabled=${this.busy}
              @click=${() => this.#leave(() => goOnFrom(transfer, this.looking))}>${t('watch.goOnFrom')}</button></div>
            <p class="hint">${t('watch.goOnFromHint')}</p>
          </div>` : ''}
      </section>
      <aside>
        <div role="status"><h2>${t(`watch.state.${state}`)}</h2></div>
        ${connected || ended ? '' : html`<p class="offline" role="alert">${t('reconnecting')}</p>`}
        ${problem ? html`<p class="problem" role="alert">${problemText(problem)}</p>` : ''}
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
        ${this.#hint(transfer)}
        ${progress ? this.#progress(progress, state === 'running') : ''}
        ${ended ? html`
          <div class="ways">
            <button type="button" class="primary again" ?disabled=${this.busy} @click=${this.#again}>${t('watch.again')}</button>
            ${transfer.content ? html`
              <button type="button" class="changes" @click=${() => toTheEasel(chosen(transfer))}>${t('finish.changed')}</button>` : ''}
          </div>`
          : state === 'cancelling' ? '' : html`<control-bar .transfer=${transfer} @told=${this.#told}></control-bar>`}
        ${steered ? html`<steer-panel .state=${this.state} .asked=${this.asked}></steer-panel>` : ''}
        ${points.length === 0 ? '' : html`
          <div>
            <h3>${t('watch.losses')}</h3>
            <p class="hint">${t('watch.lossesHint')}</p>
          </div>
          <loss-chart .points=${points} .changes=${changes}></loss-chart>`}
        <div class="facts">
          ${attempt > 1 ? html`<p>${t('watch.attempt', { attempt })}</p>` : ''}
          ${transfer.worker ? html`<p>${t('watch.worker', transfer)}</p>` : ''}
          ${this.#network(transfer)}
        </div>
      </aside>`;
  }

  #told({ detail }) {
    this.dispatchEvent(new CustomEvent('told', { detail }));
  }

  #hint({ state, queuePosition }) {
    const hint = {
      queued: () => (queuePosition ? t('watch.queued', { position: queuePosition }) : t('watch.queuedHint')),
      paused: () => t('watch.pausedHint'),
      cancelled: () => (this.state.pictures.length < 2 ? '' : t('watch.cancelledHint')),
    }[state];
    return hint ? html`<p>${hint()}</p>` : '';
  }

  #progress(progress, running) {
    const fraction = progress.evaluation / progress.evaluations;
    const { evaluationsPerSecond } = progress;
    const left = running && this.end !== undefined ? Math.max(0, this.end - performance.now()) / 1000 : undefined;
    return html`
      <div class="bar" role="progressbar" aria-label=${t('watch.state.running')} aria-valuemin="0" aria-valuemax="100"
          aria-valuenow=${Math.round(fraction * 100)}><div .style=${`transform: scaleX(${fraction})`}></div></div>
      <div class="facts">
        <p>${t('watch.evaluationOf', progress)}</p>
        <p>${t('watch.level', progress)}</p>
        <p>${!running || evaluationsPerSecond === undefined ? '' : t('watch.rate', { rate: formatNumber(evaluationsPerSecond) })}
           ${left === undefined ? '' : html`· ${t('watch.eta', { time: formatDuration(left) })}`}</p>
      </div>`;
  }

  #network({ network, device }) {
    if (!network) return '';
    const name = `${network.name} (${network.sha256.slice(0, 8)})`;
    return html`<p title=${network.sha256}>${device
      ? t('watch.networkOn', { network: name, device: device.toUpperCase() })
      : t('watch.network', { network: name })}</p>`;
  }
}

customElements.define('watch-view', WatchView);
