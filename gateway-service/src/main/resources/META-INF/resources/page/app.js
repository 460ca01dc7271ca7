import { LitElement, css, html } from 'lit';
import { Problem, samples, submit, transfers } from '/page/gateway.js';
import { button, figure } from '/page/shared-styles.js';
import { language, t } from '/page/texts.js';
import '/page/painting-view.js';
import '/page/picture-well.js';

const SIZES = [256, 384, 512, 768];
const STRENGTHS = [30, 100, 300, 1000, 10000];

/** The page: choose two pictures and paint, or watch the transfer that the address names (`#/transfers/<id>`). */
class ImpastoApp extends LitElement {
  static properties = {
    samples: { state: true },
    chosen: { state: true },
    size: { state: true },
    strength: { state: true },
    sending: { state: true },
    problem: { state: true },
    transfer: { state: true },
    earlier: { state: true },
  };

  static styles = [button, figure, css`
    :host { display: block; max-width: 1280px; margin: 0 auto; padding: clamp(18px, 3vw, 44px); }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 18px; margin-bottom: clamp(22px, 3.4vw, 48px); }
    h1 { margin: 0; font-size: 30px; letter-spacing: -0.035em; font-weight: 600; line-height: 1; }
    h1 a { color: inherit; text-decoration: none; }
    h1 span { color: var(--accent); }
    header p { margin: 0; color: var(--muted); }
    .wells { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--gap); }
    .controls { display: flex; flex-wrap: wrap; gap: 20px var(--gap); align-items: end; margin-top: clamp(24px, 3vw, 40px); padding-top: clamp(20px, 2.4vw, 32px); border-top: 1px solid var(--line); }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; font-size: 14px; font-weight: 600; margin-bottom: 10px; }
    .choices { display: inline-flex; flex-wrap: wrap; background: var(--sunken); border-radius: 999px; padding: 4px; outline: 1px solid var(--line); outline-offset: -1px; }
    .choices label { position: relative; cursor: pointer; }
    .choices input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer; }
    .choices span { display: block; padding: 9px 15px; border-radius: 999px; font-size: 14px; line-height: 1.2; color: var(--muted); white-space: nowrap; }
    .choices input:checked + span { background: var(--surface); color: var(--ink); box-shadow: 0 1px 3px rgb(0 0 0 / 14%); }
    .choices input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 1px; }
    .go { margin-left: auto; }
    .go button { font-size: 17px; padding: 16px 40px; }
    .problem { flex-basis: 100%; color: var(--accent); margin: 0; }
    .earlier { margin-top: clamp(36px, 5vw, 72px); }
    .earlier h2 { font-size: 17px; font-weight: 600; margin: 0 0 14px; }
    .wall { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px; }
    .wall a { display: block; aspect-ratio: 4 / 3; border-radius: 10px; overflow: hidden; background: var(--sunken); }
    .wall img { width: 100%; height: 100%; object-fit: cover; display: block; transition: transform 200ms; }
    .wall a:hover img { transform: scale(1.03); }
    @media (max-width: 680px) {
      .wells { grid-template-columns: minmax(0, 1fr); }
      .go, .go button { width: 100%; }
      .choices span { padding: 9px 11px; }
    }
  `];

  constructor() {
    super();
    this.samples = { content: [], style: [] };
    this.chosen = {};
    this.size = 384;
    this.strength = 300;
    this.earlier = [];
    this.route = () => this.#route();
    this.pasted = (event) => this.#paste(event);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.route);
    document.addEventListener('paste', this.pasted);
    this.#route();
    this.#loadSamples();
  }

  disconnectedCallback() {
    window.removeEventListener('hashchange', this.route);
    document.removeEventListener('paste', this.pasted);
    super.disconnectedCallback();
  }

  #route() {
    const match = /^#\/transfers\/([0-9a-f-]{36})$/.exec(location.hash);
    this.transfer = match?.[1];
    if (!this.transfer) this.#loadEarlier();
  }

  async #loadSamples() {
    this.samples = await samples();
    const { content, style } = this.samples;
    this.chosen = { content: this.#sample(content[0]), style: this.#sample(style[0]), ...this.chosen };
  }

  #sample(sample) {
    return { sample: sample.id, url: `/samples/${sample.file}`, title: sample.title[language] };
  }

  async #loadEarlier() {
    const { transfers: list } = await transfers(12);
    this.earlier = list.filter((transfer) => transfer.state === 'succeeded');
  }

  render() {
    return html`
      <header>
        <h1><a href="#/">Impasto<span>.</span></a></h1>
        <p>${t('tagline')}</p>
      </header>
      <main>${this.transfer
        ? html`<painting-view .transfer=${this.transfer} @leave=${() => { location.hash = '#/'; }}></painting-view>`
        : this.#choosing()}</main>`;
  }

  #choosing() {
    return html`
      <div class="wells">
        <picture-well id="content" label=${t('photo')} hint=${t('photoHint')} .samples=${this.samples.content}
            .value=${this.chosen.content} @pick=${(e) => this.#choose('content', e.detail)}></picture-well>
        <picture-well id="style" label=${t('style')} hint=${t('styleHint')} .samples=${this.samples.style}
            .value=${this.chosen.style} @pick=${(e) => this.#choose('style', e.detail)}></picture-well>
      </div>
      <div class="controls">
        ${this.#choices('strength', STRENGTHS, (value) => t(`strength${value}`))}
        ${this.#choices('size', SIZES, (value) => t('pixels', { size: value }))}
        <div class="go">
          <button class="primary" id="paint" ?disabled=${this.sending || !this.chosen.content || !this.chosen.style} @click=${this.#paint}>
            ${this.sending ? t('sending') : t('paint')}
          </button>
        </div>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
      </div>
      ${this.earlier.length === 0 ? '' : html`
        <section class="earlier">
          <h2>${t('earlier')}</h2>
          <div class="wall">${this.earlier.map((transfer) => html`
            <a href="#/transfers/${transfer.id}"><img src=${transfer.links.result} loading="lazy" alt=${t('result')}></a>`)}
          </div>
        </section>`}`;
  }

  #choices(name, values, text) {
    return html`
      <fieldset>
        <legend>${t(name)}</legend>
        <div class="choices">${values.map((value) => html`
          <label>
            <input type="radio" name=${name} .checked=${this[name] === value} @change=${() => { this[name] = value; this.idempotencyKey = undefined; }}>
            <span>${text(value)}</span>
          </label>`)}
        </div>
      </fieldset>`;
  }

  /** A pasted picture is the style where the pointer or the focus is on that well, else the photograph. */
  #paste(event) {
    const file = [...event.clipboardData.files].find((f) => f.type.startsWith('image/'));
    const wells = this.renderRoot.querySelectorAll('picture-well');
    if (!file || wells.length === 0) return;
    event.preventDefault();
    ([...wells].find((well) => well.matches(':hover, :focus-within')) ?? wells[0]).take(file);
  }

  #choose(well, value) {
    if (this.chosen[well]?.blob) URL.revokeObjectURL(this.chosen[well].url);
    this.chosen = { ...this.chosen, [well]: value };
    this.problem = undefined;
    this.idempotencyKey = undefined;
  }

  async #paint() {
    this.sending = true;
    this.problem = undefined;
    // Kept until something else is asked for, so that a second try cannot make a second transfer.
    this.idempotencyKey ??= randomKey();
    const options = { preset: 'studio', size: this.size, styleWeight: this.strength };
    try {
      const [content, style] = await Promise.all([this.chosen.content, this.chosen.style].map(bytes));
      const transfer = await submit({ content, style, options, idempotencyKey: this.idempotencyKey });
      this.idempotencyKey = undefined;
      location.hash = `#/transfers/${transfer.id}`;
    } catch (error) {
      this.problem = error instanceof Problem ? error.message : t('unreachable');
    } finally {
      this.sending = false;
    }
  }
}

/** Not crypto.randomUUID(), which plain HTTP on another host than localhost lacks. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A chosen file as it is; a sample from where it is served. */
async function bytes(picture) {
  return picture.blob ?? (await fetch(picture.url)).blob();
}

customElements.define('impasto-app', ImpastoApp);
