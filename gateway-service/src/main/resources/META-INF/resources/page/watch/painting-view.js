import { LitElement, css, html } from 'lit';
import { t } from '/page/texts.js';
import { Following } from '/page/watch/following.js';
import '/page/watch/watch-view.js';

/** One transfer, whatever its state: on its way it is watched and steered, once painted it is finished and taken home. */
class PaintingView extends LitElement {
  static properties = { transfer: {}, state: { state: true } };

  static styles = css`
    :host { display: block; }
    p { color: var(--muted); }
  `;

  willUpdate(changed) {
    if (changed.has('transfer')) this.#follow();
  }

  disconnectedCallback() {
    this.following?.stop();
    super.disconnectedCallback();
  }

  #follow() {
    this.following?.stop();
    const following = new Following(this.transfer);
    this.following = following;
    this.state = following.state;
    following.addEventListener('change', async () => {
      if (following.state.transfer?.state === 'succeeded') await import('/page/finish/finished-view.js');
      if (this.following === following) this.state = following.state;
    });
  }

  render() {
    const { transfer, connected } = this.state;
    if (!transfer) return html`<p role="status">${connected ? t('watch.loading') : t('unreachable')}</p>`;
    return transfer.state === 'succeeded'
      ? html`<finished-view .state=${this.state}></finished-view>`
      : html`<watch-view .state=${this.state}></watch-view>`;
  }
}

customElements.define('painting-view', PaintingView);
