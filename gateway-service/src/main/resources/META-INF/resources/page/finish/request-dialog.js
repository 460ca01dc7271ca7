import { LitElement, css, html } from 'lit';
import { dialog } from '/page/finish/dialog-styles.js';
import { panel } from '/page/finish/panel-styles.js';
import { asCurl, asJson } from '/page/finish/request-text.js';
import { copy } from '/page/finish/save.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const KINDS = { curl: (manifest) => asCurl(manifest, location.origin), JSON: asJson };

/** The request that makes a painting again, to be copied. `open(manifest)` shows it. */
class RequestDialog extends LitElement {
  static properties = { manifest: { state: true }, kind: { state: true }, said: { state: true } };

  static styles = [button, panel, dialog, css`
    pre {
      margin: 14px 0; padding: 16px 18px; border-radius: 10px; background: var(--sunken); color: var(--ink); overflow-x: auto;
      font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
    }
    pre:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
    .kinds { display: flex; gap: 8px; }
    .kinds button { padding: 9px 16px; font-size: 14px; }
    .kinds button[aria-pressed='true'] { background: var(--ink); color: var(--surface); border-color: var(--ink); }
  `];

  constructor() {
    super();
    this.kind = 'curl';
  }

  async open(manifest) {
    this.manifest = manifest;
    this.said = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    const text = this.manifest ? KINDS[this.kind](this.manifest) : '';
    return html`
      <dialog aria-labelledby="title">
        <div class="top">
          <h2 id="title">${t('finish.request')}</h2>
          <button class="quiet" @click=${this.#close}>${t('finish.close')}</button>
        </div>
        <div class="body">
          <p>${t('finish.requestHint')}</p>
          <pre tabindex="0" aria-label=${this.kind}>${text}</pre>
          <p>${t('finish.requestKey')}</p>
        </div>
        <div class="bottom">
          <div class="kinds">${Object.keys(KINDS).map((kind) => html`
            <button aria-pressed=${String(this.kind === kind)} @click=${() => this.#choose(kind)}>${kind}</button>`)}
          </div>
          <p role="status">${this.said ?? ''}</p>
          <button class="primary" @click=${() => this.#copy(text)}>${t('finish.copy')}</button>
        </div>
      </dialog>`;
  }

  #choose(kind) {
    this.kind = kind;
    this.said = undefined;
  }

  async #copy(text) {
    const copied = await copy(text);
    if (!copied) getSelection().selectAllChildren(this.renderRoot.querySelector('pre'));
    this.said = t(copied ? 'finish.copied' : 'finish.copyByHand');
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }
}

customElements.define('request-dialog', RequestDialog);
