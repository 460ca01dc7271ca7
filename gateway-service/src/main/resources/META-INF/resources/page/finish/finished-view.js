import { LitElement, css, html } from 'lit';
import { image, result } from '/page/gateway.js';
import { button, figure } from '/page/shared-styles.js';
import { formatDuration, t } from '/page/texts.js';
import '/page/watch/loss-chart.js';

/** A painting that is done: to look at, to adjust, to take home, and to go on from. `state` is Following's. */
class FinishedView extends LitElement {
  static properties = { state: { attribute: false } };

  static styles = [button, figure, css`
    :host { display: grid; gap: var(--gap); }
    .pair, aside { display: grid; gap: var(--gap); grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start; }
    .outcome { display: flex; flex-direction: column; gap: 18px; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    p { margin: 0; color: var(--muted); font-size: 14px; }
    .facts { display: flex; flex-direction: column; gap: 4px; }
    .actions { display: flex; flex-wrap: wrap; gap: 12px; }
    @media (max-width: 680px) { .pair, aside { grid-template-columns: minmax(0, 1fr); } }
  `];

  render() {
    const { transfer, points } = this.state;
    const { id, content, seconds, network } = transfer;
    return html`
      <div class="pair">
        <figure><img src=${image(content)} alt=${t('finish.original')}><figcaption>${t('finish.original')}</figcaption></figure>
        <figure><img class="result" src=${result(id)} alt=${t('finish.result')}><figcaption>${t('finish.result')}</figcaption></figure>
      </div>
      <aside>
        <div class="outcome">
          <h2 role="status">${t('finish.done')}</h2>
          <div class="facts">
            ${seconds === undefined ? '' : html`<p>${t('finish.took', { time: formatDuration(seconds) })}</p>`}
            ${network ? html`<p title=${network.sha256}>${t('watch.network', { network: `${network.name} (${network.sha256.slice(0, 8)})` })}</p>` : ''}
            <p><a href="/v1/transfers/${id}/losses?format=csv" download>${t('finish.lossTable')}</a></p>
          </div>
          <div class="actions">
            <a class="button primary" href=${result(id)} download>${t('finish.download')}</a>
            <a class="button" href="#/">${t('finish.another')}</a>
          </div>
        </div>
        ${points.length === 0 ? '' : html`<loss-chart .points=${points}></loss-chart>`}
      </aside>`;
  }
}

customElements.define('finished-view', FinishedView);
