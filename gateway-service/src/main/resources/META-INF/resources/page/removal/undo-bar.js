import { LitElement, css, html } from 'lit';
import { button, still } from '/page/shared-styles.js';
import { removals } from '/page/removal/removals.js';
import { t } from '/page/texts.js';

/** Says what was just removed, for as long as it can be undone, and what could not be. Fires `undone`: what had the focus has gone then. */
class UndoBar extends LitElement {
  static styles = [button, still, css`
    :host {
      position: fixed; z-index: 4; inset: auto 16px max(16px, env(safe-area-inset-bottom)); display: grid; justify-items: center;
      pointer-events: none;
    }
    .bar {
      display: flex; align-items: center; gap: 18px; pointer-events: auto; padding: 10px 10px 10px 22px; border-radius: 999px;
      background: var(--ink); color: var(--ground); box-shadow: var(--shadow); font-size: 15px; animation: rise 180ms ease-out;
    }
    .bar button { color: inherit; border-color: color-mix(in oklab, var(--ground), transparent 60%); padding: 10px 18px; }
    .bar button:hover { border-color: var(--ground); }
    .bar button:focus-visible { outline-color: var(--ground); outline-offset: -4px; }
    .bar.problem { padding-right: 22px; border-radius: var(--radius); }
    @keyframes rise { from { transform: translateY(12px); opacity: 0; } }
  `];

  constructor() {
    super();
    this.changed = () => this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    removals.addEventListener('change', this.changed);
  }

  disconnectedCallback() {
    removals.removeEventListener('change', this.changed);
    super.disconnectedCallback();
  }

  #undo() {
    removals.undo();
    this.dispatchEvent(new Event('undone'));
  }

  render() {
    return html`<div role="status">${this.#content()}</div>`;
  }

  #content() {
    const { problem, waiting } = removals;
    if (waiting.length > 0) {
      return html`
        <div class="bar">
          <span>${waiting.length === 1 ? t('gallery.removedOne') : t('gallery.removed', { count: waiting.length })}</span>
          <button @click=${this.#undo}>${t('gallery.undo')}</button>
        </div>`;
    }
    return problem ? html`<div class="bar problem">${t('gallery.notRemoved', { reason: problem })}</div>` : '';
  }
}

customElements.define('undo-bar', UndoBar);
