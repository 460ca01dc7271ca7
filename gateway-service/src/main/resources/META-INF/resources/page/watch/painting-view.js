import { LitElement, css, html } from 'lit';
import { announce } from '/page/announcing.js';
import { transfer as show } from '/page/gateway.js';
import '/page/more-texts.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';
import { Following } from '/page/watch/following.js';
import '/page/watch/watch-view.js';

/** One transfer, whatever its state: on its way it is watched and steered, once painted it is finished and taken home. */
class PaintingView extends LitElement {
  static properties = { transfer: {}, state: { state: true }, gone: { state: true } };

  static styles = [button, css`
    :host { display: block; }
    p { color: var(--muted); }
    .gone { display: grid; gap: 14px; justify-items: center; padding: clamp(40px, 10vh, 120px) 0; text-align: center; }
    .gone p { margin: 0 0 10px; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; }
  `];

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
    this.gone = false;
    // An event stream does not say why it was refused; the transfer itself does.
    show(this.transfer).catch(({ status }) => {
      if (this.following !== following || (status !== 404 && status !== 410)) return;
      following.stop();
      this.gone = true;
    });
    following.addEventListener('change', async () => {
      if (following.state.transfer?.state === 'succeeded') await import('/page/finish/finished-view.js');
      if (this.following !== following) return;
      if (following.state.connected && !this.state.connected) announce(t('reconnected'));
      this.state = following.state;
    });
  }

  render() {
    const { transfer, connected } = this.state;
    if (this.gone) {
      return html`
        <div class="gone">
          <div role="alert"><h2>${t('watch.state.unknown')}</h2></div>
          <p>${t('watch.goneHint')}</p>
          <a class="button" href="#/paintings">${t('watch.toPaintings')}</a>
        </div>`;
    }
    if (!transfer) return html`<p role="status">${connected ? t('watch.loading') : t('unreachable')}</p>`;
    return transfer.state === 'succeeded'
      ? html`<finished-view .state=${this.state}></finished-view>`
      : html`<watch-view .state=${this.state} @told=${({ detail }) => this.following.told(detail)}></watch-view>`;
  }
}

customElements.define('painting-view', PaintingView);
