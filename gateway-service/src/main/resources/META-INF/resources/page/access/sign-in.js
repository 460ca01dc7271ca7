import { LitElement, css, html, nothing } from 'lit';
import { Problem, signIn } from '/page/gateway.js';
import '/page/more-texts.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

/** Asks for the API key, or token, of a gateway that wants one; `ended` where one was let in before. Fires `signed-in`. */
class SignIn extends LitElement {
  static properties = { ended: { type: Boolean }, problem: { state: true }, sending: { state: true } };

  static styles = [button, css`
    :host { display: block; max-width: 460px; margin: clamp(24px, 9vh, 110px) auto; }
    h2 { margin: 0 0 10px; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; }
    p { margin: 0 0 24px; color: var(--muted); }
    label { display: block; font-size: 14px; font-weight: 600; margin-bottom: 8px; }
    input {
      box-sizing: border-box; width: 100%; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-radius: 12px; padding: 13px 16px;
    }
    input:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    .problem { color: var(--accent); margin: 12px 0 0; font-size: 14px; }
    button { margin-top: 20px; }
  `];

  firstUpdated() {
    this.renderRoot.querySelector('input').focus();
  }

  render() {
    return html`
      <div role=${this.ended ? 'alert' : nothing}>
        <h2>${t(this.ended ? 'access.ended' : 'access.title')}</h2>
        <p>${t(this.ended ? 'access.endedWhy' : 'access.why')}</p>
      </div>
      <form @submit=${this.#submit}>
        <label for="key">${t('access.key')}</label>
        <input id="key" type="password" autocomplete="current-password" spellcheck="false" required
            aria-invalid=${this.problem ? 'true' : 'false'} aria-describedby="problem">
        <div id="problem">${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}</div>
        <button class="primary" ?disabled=${this.sending}>${t('access.enter')}</button>
      </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    this.sending = true;
    this.problem = undefined;
    try {
      await signIn(this.renderRoot.querySelector('input').value.trim());
      this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true, composed: true }));
    } catch (error) {
      this.problem = error instanceof Problem ? t('access.refused') : t('unreachable');
    } finally {
      this.sending = false;
    }
  }
}

customElements.define('sign-in', SignIn);
