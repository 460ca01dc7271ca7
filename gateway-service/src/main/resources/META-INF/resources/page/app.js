import { LitElement, css, html } from 'lit';
import '/page/choose/choose-view.js';
import { access, session, signOut } from '/page/gateway.js';
import { otherLanguage, switchLanguage, t } from '/page/texts.js';

const ID = '[0-9a-f-]{36}';

/** What an address shows. Views but the first are loaded when they are wanted. */
const ROUTES = [
  {
    path: new RegExp(`^#/transfers/(${ID})$`),
    load: () => import('/page/watch/painting-view.js'),
    view: ([, id]) => html`<painting-view .transfer=${id}></painting-view>`,
  },
  {
    path: new RegExp(`^#/sheets/(${ID})$`),
    load: () => import('/page/sheet/sheet-view.js'),
    view: ([, group]) => html`<sheet-view .group=${group}></sheet-view>`,
  },
  {
    path: /^#\/paintings$/,
    load: () => import('/page/gallery/gallery-view.js'),
    view: () => html`<gallery-view></gallery-view>`,
  },
  { path: /^/, load: () => undefined, view: () => html`<choose-view></choose-view>` },
];

/** The page: a header, and the view that the address names. */
class ImpastoApp extends LitElement {
  static properties = { view: { state: true }, locked: { state: true }, session: { state: true } };

  static styles = css`
    :host { display: block; max-width: max(1440px, 66vw); margin: 0 auto; padding: clamp(16px, 3vw, 44px); }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 18px; margin-bottom: clamp(20px, 3vw, 44px); }
    h1 { margin: 0; font-size: 30px; letter-spacing: -0.035em; font-weight: 600; line-height: 1; }
    h1 a { color: inherit; text-decoration: none; }
    h1 span { color: var(--accent); }
    header p { margin: 0; color: var(--muted); }
    nav { margin-left: auto; display: flex; gap: 22px; }
    nav a { color: var(--muted); text-decoration: none; padding: 6px 0; border-bottom: 2px solid transparent; }
    nav a:hover, .out:hover { color: var(--ink); }
    .out { font: inherit; color: var(--muted); background: none; border: 0; border-bottom: 2px solid transparent; padding: 6px 0; cursor: pointer; }
    nav a[aria-current='page'] { color: var(--ink); border-color: var(--accent); }
    a:focus-visible, .out:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 2px; }
    @media (max-width: 860px) { header p { display: none; } }
    @media (max-width: 480px) { nav { width: 100%; } #language { margin-left: auto; } }
  `;

  connectedCallback() {
    super.connectedCallback();
    this.route = () => this.#route();
    this.lock = () => this.#lock(Boolean(this.session?.signedIn));
    window.addEventListener('hashchange', this.route);
    access.addEventListener('needed', this.lock);
    this.#greet();
    this.#route();
  }

  disconnectedCallback() {
    window.removeEventListener('hashchange', this.route);
    access.removeEventListener('needed', this.lock);
    super.disconnectedCallback();
  }

  async #route() {
    const { hash } = location;
    const route = ROUTES.find(({ path }) => path.test(hash));
    let view;
    try {
      await route.load();
      view = route.view(route.path.exec(hash));
    } catch {
      // A browser does not ask again for a module that it could not get.
      view = html`
        <p role="alert">${t('unreachable')}</p>
        <button class="out" @click=${() => location.reload()}>${t('reload')}</button>`;
    }
    if (location.hash === hash) this.view = view;
  }

  async #greet() {
    try {
      const found = await session();
      if (!this.locked) this.session = found;
    } catch {
      // Who must sign in is asked by then; a gateway that is away is told of where it is needed.
    }
  }

  /** @param ended whether one was let in before */
  async #lock(ended) {
    await import('/page/access/sign-in.js');
    if (this.locked) return;
    this.session = undefined;
    this.locked = ended ? 'ended' : 'asked';
  }

  /** The view is made anew: what it asked for before was refused. */
  #unlock() {
    this.locked = undefined;
    // Whose it is comes later; that one was let in is known.
    this.session = { signedIn: true };
    this.view = undefined;
    this.#greet();
    this.#route();
  }

  async #leave() {
    const { session: before } = this;
    // What is refused from here on has not ended by itself.
    this.session = undefined;
    try {
      await signOut();
      this.#lock(false);
    } catch {
      this.session = before;
    }
  }

  render() {
    const at = (address) => (location.hash.replace(/^$/, '#/') === address ? 'page' : undefined);
    return html`
      <header>
        <h1><a href="#/">Impasto<span>.</span></a></h1>
        <p>${t('tagline')}</p>
        <nav aria-label=${t('navigation')}>
          <a href="#/" aria-current=${at('#/') ?? 'false'}>${t('choose.title')}</a>
          <a href="#/paintings" aria-current=${at('#/paintings') ?? 'false'}>${t('gallery.title')}</a>
          <button class="out" id="language" lang=${otherLanguage} @click=${switchLanguage}>${t('otherLanguage')}</button>
          ${this.session?.signedIn
            ? html`<button class="out" title=${this.session.tenant} @click=${this.#leave}>${t('access.leave')}</button>` : ''}
        </nav>
      </header>
      <main>${this.locked ? html`<sign-in ?ended=${this.locked === 'ended'} @signed-in=${this.#unlock}></sign-in>` : this.view}</main>`;
  }
}

customElements.define('impasto-app', ImpastoApp);
