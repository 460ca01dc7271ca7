import { LitElement, css, html } from 'lit';
import '/page/finish/adjust-panel.js';
import '/page/finish/adjusted-picture.js';
import '/page/finish/compare-slider.js';
import '/page/finish/go-on.js';
import '/page/finish/take-home.js';
import { keepSettings, keptSettings } from '/page/finish/kept-settings.js';
import { panel } from '/page/finish/panel-styles.js';
import { inWords } from '/page/finish/quality.js';
import { image, manifest, reason, result } from '/page/gateway.js';
import { button } from '/page/shared-styles.js';
import { formatDuration, formatFactor, formatNumber, t } from '/page/texts.js';

/** A painting that is done: to look at, to adjust, to take home, and to go on from. `state` is Following's. */
class FinishedView extends LitElement {
  static properties = {
    state: { attribute: false },
    settings: { state: true },
    manifest: { state: true },
    size: { state: true },
    original: { state: true },
    problem: { state: true },
  };

  static styles = [button, panel, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(280px, 340px); gap: clamp(24px, 3.4vw, 56px); align-items: start; }
    compare-slider { position: sticky; top: 24px; }
    aside { display: grid; grid-template-columns: minmax(0, 1fr); gap: 26px; }
    aside > * + * { border-top: 1px solid var(--line); padding-top: 24px; }
    h2 { margin: 0 0 8px; font-size: 30px; font-weight: 600; letter-spacing: -0.025em; line-height: 1.15; }
    .told { display: grid; gap: 4px; }
    .links { display: flex; flex-wrap: wrap; gap: 6px 20px; }
    loss-chart + .links { margin-top: 14px; }
    .links a { font-size: 14px; color: var(--muted); text-decoration-color: var(--line); padding: 4px 0; }
    .links a:hover { color: var(--ink); }
    @media (max-width: 860px) { :host { grid-template-columns: minmax(0, 1fr); } compare-slider { top: 0; z-index: 1; } }
    @media (min-width: 620px) and (max-width: 860px) {
      aside { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 40px; }
      aside > :first-child { grid-column: 1 / -1; }
    }
    @media (pointer: coarse) { .links a, .links button.quiet { padding: 12px 0; } }
  `];

  willUpdate() {
    this.settings ??= keptSettings(this.state.transfer.id);
  }

  async firstUpdated() {
    const { id } = this.state.transfer;
    import('/page/watch/loss-chart.js');
    // Without it the view only says less.
    this.manifest = await manifest(id).catch(() => undefined);
  }

  render() {
    const { transfer, points, changes } = this.state;
    const { id, content, links } = transfer;
    return html`
      <compare-slider .size=${this.size}>
        <img slot="before" src=${this.original ?? links?.content ?? image(content)} alt=${t('finish.original')} @error=${this.#unseen}>
        <adjusted-picture slot="after" .transfer=${id} .settings=${this.settings} @size=${(event) => { this.size = event.detail; }}
            @trouble=${(event) => this.#failed(event.detail)}></adjusted-picture>
      </compare-slider>
      <aside>
        ${this.#outcome(transfer)}
        <div>
          <adjust-panel .settings=${this.settings} @pointerenter=${this.#prepare} @focusin=${this.#prepare}
              @adjust=${this.#adjust}></adjust-panel>
          ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
        </div>
        <take-home .transfer=${id} .size=${this.size} .settings=${this.settings}></take-home>
        <go-on .of=${transfer} .size=${this.size}></go-on>
        <section>
          <div class="head"><h3>${t('finish.how')}</h3></div>
          ${points.length === 0 ? '' : html`<loss-chart .points=${points} .changes=${changes}></loss-chart>`}
          <div class="links">
            <button class="quiet" ?disabled=${!this.manifest} @click=${this.#openManifest}>${t('finish.openManifest')}</button>
            <button class="quiet" ?disabled=${!this.manifest} @click=${this.#openRequest}>${t('finish.openRequest')}</button>
            <a href="/v1/transfers/${id}/losses?format=csv" download>${t('finish.lossTable')}</a>
          </div>
        </section>
      </aside>
      <manifest-dialog></manifest-dialog>
      <request-dialog></request-dialog>`;
  }

  #outcome(transfer) {
    const seconds = transfer.seconds ?? this.manifest?.seconds;
    const { style, photograph } = inWords(transfer.quality ?? this.manifest?.quality);
    return html`
      <section>
        <div role="status"><h2>${t('finish.done')}</h2></div>
        <div class="told">
          ${style ? html`<p>${style}</p>` : ''}
          ${photograph ? html`<p>${photograph}</p>` : ''}
          ${look(transfer) ? html`<p class="look">${look(transfer)}</p>` : ''}
          ${seconds === undefined ? '' : html`<p>${t('finish.took', { time: formatDuration(seconds) })}</p>`}
        </div>
      </section>`;
  }

  #adjust({ detail: settings }) {
    this.settings = settings;
    this.problem = undefined;
    keepSettings(this.state.transfer.id, settings);
  }

  #prepare() {
    // What goes wrong is said once it is wanted.
    this.renderRoot.querySelector('adjusted-picture').prepare().catch(() => {});
  }

  /** A format that this browser does not show: the server's own view of it. */
  #unseen() {
    this.original = result(this.state.transfer.id, { blend: 1 });
  }

  #failed(error) {
    this.problem = reason(error);
  }

  async #openManifest() {
    await import('/page/finish/manifest-dialog.js');
    this.renderRoot.querySelector('manifest-dialog').open(this.manifest);
  }

  async #openRequest() {
    await import('/page/finish/request-dialog.js');
    this.renderRoot.querySelector('request-dialog').open(this.manifest);
  }
}

/** What was chosen of its look, as far as it is not as usual. */
function look({ intensity, options: { styleScale = 1, color = 'style', contentMasks, styleMasks } = {} }) {
  return [
    ...(intensity === undefined ? [] : [t('finish.look.intensity', { value: formatNumber(intensity) })]),
    ...(styleScale === 1 ? [] : [t('finish.look.styleScale', { value: formatFactor(styleScale) })]),
    ...(color === 'style' ? [] : [t(`finish.look.color.${color}`)]),
    ...(contentMasks ? [t('finish.look.contentMasks')] : []),
    ...(styleMasks ? [t('finish.look.styleMasks')] : []),
  ].join(' · ');
}

customElements.define('finished-view', FinishedView);
