import { LitElement, css, html } from 'lit';
import { announce } from '/page/announcing.js';
import { control, reason } from '/page/gateway.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const GRACE = 5; // seconds in which stopping can be undone

/** Pause, resume and stop. Fires `told` with the transfer that the gateway answered with in `detail`. */
class ControlBar extends LitElement {
  static properties = { transfer: { attribute: false }, left: { state: true }, busy: { state: true }, problem: { state: true } };

  static styles = [button, css`
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; }
    p { margin: 0; font-size: 14px; }
    span { color: var(--muted); font-variant-numeric: tabular-nums; }
  `];

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  async #do(verb) {
    this.busy = true;
    this.problem = undefined;
    try {
      this.dispatchEvent(new CustomEvent('told', { detail: await control(this.transfer.id, verb) }));
    } catch (problem) {
      this.problem = reason(problem);
    } finally {
      this.busy = false;
    }
  }

  #stop() {
    this.left = GRACE;
    announce(t('watch.stopping', { count: GRACE }));
    this.#focus('.undo');
    this.timer = setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) this.#stopNow();
    }, 1000);
  }

  #keep() {
    this.#settle();
    announce(t('watch.kept'));
    this.#focus('.cancel');
  }

  #stopNow() {
    this.#settle();
    this.#do('cancel');
  }

  #settle() {
    clearInterval(this.timer);
    this.left = undefined;
  }

  /** What had the focus has gone. */
  async #focus(selector) {
    await this.updateComplete;
    this.renderRoot.querySelector(selector)?.focus();
  }

  render() {
    const { state } = this.transfer;
    const verb = state === 'paused' ? 'resume' : 'pause';
    if (this.left !== undefined) {
      return html`
        <span aria-hidden="true">${t('watch.stopping', { count: this.left })}</span>
        <button type="button" class="primary undo" @click=${this.#keep}>${t('watch.undo')}</button>
        <button type="button" class="now" @click=${this.#stopNow}>${t('watch.stopNow')}</button>`;
    }
    return html`
      <button type="button" class=${verb} ?disabled=${this.busy} @click=${() => this.#do(verb)}>${t(`watch.${verb}`)}</button>
      <button type="button" class="cancel" ?disabled=${this.busy} @click=${this.#stop}>${t('watch.cancel')}</button>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : ''}`;
  }
}

customElements.define('control-bar', ControlBar);
