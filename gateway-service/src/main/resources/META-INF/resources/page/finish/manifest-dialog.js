import { LitElement, css, html } from 'lit';
import { dialog } from '/page/finish/dialog-styles.js';
import { panel } from '/page/finish/panel-styles.js';
import { inWords, meanLeft } from '/page/finish/quality.js';
import { save } from '/page/finish/save.js';
import { image, manifestFile, reason } from '/page/gateway.js';
import { button } from '/page/shared-styles.js';
import { formatDuration, formatNumber, locale, t } from '/page/texts.js';

/** How a painting came to be: its manifest, to be read. `open(manifest)` shows it. */
class ManifestDialog extends LitElement {
  static properties = { manifest: { state: true }, problem: { state: true } };

  static styles = [button, panel, dialog, css`
    section { margin: 0 0 24px; }
    h3 { margin-bottom: 8px; }
    dl { display: grid; grid-template-columns: minmax(110px, 34%) minmax(0, 1fr); margin: 0; font-size: 14px; }
    dt, dd { margin: 0; padding: 7px 0; border-top: 1px solid var(--line); }
    dt { color: var(--muted); padding-right: 12px; overflow-wrap: anywhere; }
    dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
    .hash { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--muted); }
    .inputs { display: flex; flex-wrap: wrap; gap: 14px; margin: 0; padding: 0; list-style: none; }
    .inputs img { height: 96px; max-width: 100%; border-radius: 8px; display: block; background: var(--sunken); }
    .inputs span { display: block; font-size: 13px; color: var(--muted); margin-top: 6px; }
    table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
    th { font-weight: 400; color: var(--muted); text-align: left; padding: 7px 12px 7px 0; }
    td { padding: 7px 0; text-align: right; }
    tr > * { border-top: 1px solid var(--line); }
    section p { margin-bottom: 8px; }
  `];

  async open(manifest) {
    this.manifest = manifest;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="title">
        <div class="top">
          <h2 id="title">${t('finish.manifest')}</h2>
          <button class="quiet" @click=${this.#close}>${t('finish.close')}</button>
        </div>
        <div class="body" tabindex="0" role="region" aria-label=${t('finish.manifest')}>
          ${this.manifest ? this.#told(this.manifest) : ''}
        </div>
        <div class="bottom">
          ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : html`<p>${t('finish.manifestHint')}</p>`}
          <button class="primary" @click=${this.#save}>${t('finish.manifestSave')}</button>
        </div>
      </dialog>`;
  }

  #told({ content, styles, width, height, evaluations, seconds, execution, rollbacks, worker, network, options, changes, quality }) {
    return html`
      <section>
        <ul class="inputs">
          <li><img src=${image(content)} alt=""><span>${t('finish.original')}</span></li>
          ${styles.map((style) => html`<li><img src=${image(style)} alt=""><span>${t('choose.style')}</span></li>`)}
        </ul>
      </section>
      <section>
        <dl>
          ${row(t('finish.size'), `${width} × ${height}`)}
          ${row(t('finish.evaluations'), formatNumber(evaluations))}
          ${row(t('finish.time'), formatDuration(seconds))}
          ${row(t('finish.network'), html`${network.name}<div class="hash">${network.sha256}</div>`)}
          ${row(t('finish.execution'), `${execution} · ${worker}`)}
          ${rollbacks > 0 ? row(t('finish.rollbacks'), rollbacks) : ''}
        </dl>
      </section>
      ${quality ? this.#quality(quality) : ''}
      ${changes?.length > 0 ? html`
        <section>
          <h3>${t('finish.changes')}</h3>
          <dl>${changes.map(({ evaluation, ...change }) => row(
            evaluation === undefined ? '·' : t('finish.atEvaluation', { evaluation }), text(change.options ?? change)))}</dl>
        </section>` : ''}
      <section>
        <h3>${t('finish.options')}</h3>
        <dl>${Object.entries(options).map(([name, value]) => row(name, text(value)))}</dl>
      </section>`;
  }

  #quality(quality) {
    const { style, photograph } = inWords(quality);
    return html`
      <section>
        <h3>${t('finish.likeness')}</h3>
        <p>${style} ${photograph}</p>
        <table>
          ${Object.entries(quality.style).map(([layer, { left }]) => line(t('finish.styleLeft', { layer }), share(left)))}
          ${(quality.regions ?? []).map(({ style: layers }, i) => line(t('finish.regionLeft', { number: i + 1 }), share(meanLeft(layers))))}
          ${Object.entries(quality.content ?? {}).map(([layer, value]) => line(t('finish.contentDistance', { layer }), figure(value)))}
          ${Object.entries(quality.cfsd ?? {}).map(([layer, value]) => line(t('finish.cfsd', { layer }), figure(value)))}
          ${line(t('finish.ssim'), figure(quality.ssim))}
        </table>
      </section>`;
  }

  async #save() {
    const { transfer } = this.manifest;
    this.problem = undefined;
    try {
      save(await manifestFile(transfer), `impasto-${transfer.slice(0, 8)}-manifest.json`);
    } catch (error) {
      this.problem = reason(error);
    }
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }
}

const row = (name, value) => html`<dt>${name}</dt><dd>${value}</dd>`;

const line = (name, value) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`;

const share = (value) => (value === undefined ? '–' : `${formatNumber(100 * value)} %`);

const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });

const figure = (value) => (value === undefined ? '–' : figures.format(value));

const text = (value) => (value !== null && typeof value === 'object'
  ? Object.entries(value).map(([name, each]) => (Array.isArray(value) ? each : `${name} ${text(each)}`)).join(', ')
  : String(value));

customElements.define('manifest-dialog', ManifestDialog);
