import { LitElement, css, html } from 'lit';
import { image } from '/page/gateway.js';
import { button, figure } from '/page/shared-styles.js';
import { formatDuration, formatNumber, t } from '/page/texts.js';
import '/page/watch/loss-chart.js';

/** A transfer on its way: the picture as it is being painted, how far it is, and what its objective says. `state` is Following's. */
class WatchView extends LitElement {
  static properties = { state: { attribute: false } };

  static styles = [button, figure, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 340px); gap: var(--gap); align-items: start; }
    figure img { max-height: 76vh; }
    .waiting img { filter: saturate(0.35) opacity(0.75); }
    aside { display: flex; flex-direction: column; gap: 18px; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    h3 { margin: 6px 0 0; font-size: 14px; font-weight: 600; }
    p { margin: 0; color: var(--muted); font-variant-numeric: tabular-nums; }
    .facts { display: flex; flex-direction: column; gap: 4px; font-size: 14px; }
    .bar { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
    .bar div { height: 100%; width: 100%; background: var(--accent); transform-origin: left; transition: transform 300ms ease-out; }
    .hint { font-size: 13px; }
    .actions { display: flex; flex-wrap: wrap; gap: 12px; }
    .offline { color: var(--accent); font-size: 14px; }
    .problem { color: var(--ink); }
    loss-chart { margin-top: 10px; }
    @media (max-width: 860px) { :host { grid-template-columns: minmax(0, 1fr); } figure img { max-height: none; } }
  `];

  render() {
    const { transfer, preview, points, connected } = this.state;
    const { state, progress, content, problem } = transfer;
    return html`
      <figure class=${preview ? '' : 'waiting'}>
        <img class="painting" src=${preview ?? (content ? image(content) : '')} alt=${t('watch.picture')}>
      </figure>
      <aside>
        <h2 role="status">${t(`watch.state.${state}`)}</h2>
        ${problem ? html`<p class="problem" role="alert">${problem.detail ?? problem.title}</p>` : ''}
        ${progress ? this.#progress(progress) : ''}
        ${connected ? '' : html`<p class="offline" role="alert">${t('reconnecting')}</p>`}
        ${points.length === 0 ? '' : html`
          <div>
            <h3>${t('watch.losses')}</h3>
            <p class="hint">${t('watch.lossesHint')}</p>
          </div>
          <loss-chart .points=${points}></loss-chart>`}
        <div class="facts">${this.#network(transfer)}</div>
      </aside>`;
  }

  #progress(progress) {
    const fraction = progress.evaluation / progress.evaluations;
    const { evaluationsPerSecond, etaSeconds } = progress;
    return html`
      <div class="bar" role="progressbar" aria-label=${t('watch.state.running')} aria-valuemin="0" aria-valuemax="100"
          aria-valuenow=${Math.round(fraction * 100)}><div .style=${`transform: scaleX(${fraction})`}></div></div>
      <div class="facts">
        <p>${t('watch.evaluationOf', progress)}</p>
        <p>${t('watch.level', progress)}</p>
        <p>${evaluationsPerSecond === undefined ? '' : t('watch.rate', { rate: formatNumber(evaluationsPerSecond) })}
           ${etaSeconds === undefined ? '' : html`· ${t('watch.eta', { time: formatDuration(etaSeconds) })}`}</p>
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
