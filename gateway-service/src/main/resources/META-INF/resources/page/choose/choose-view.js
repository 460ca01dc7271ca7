import { LitElement, css, html } from 'lit';
import '/page/choose/picture-well.js';
import { draft, sample } from '/page/choose/draft.js';
import { Problem, randomKey, samples, submit, submitSheet } from '/page/gateway.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const SIZES = [256, 384, 512, 768];
const STRENGTHS = [30, 100, 300, 1000, 10000];

/** Choose the pictures and how they are to be painted, then paint, or look at small variants first. */
class ChooseView extends LitElement {
  static properties = {
    samples: { state: true },
    sending: { state: true },
    problem: { state: true },
  };

  static styles = [button, css`
    :host { display: block; }
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
    .go { margin-left: auto; display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
    .go .primary { font-size: 17px; padding: 16px 40px; }
    .problem { flex-basis: 100%; color: var(--accent); margin: 0; }
    @media (max-width: 680px) {
      .wells { grid-template-columns: minmax(0, 1fr); }
      .go, .go button { width: 100%; }
      .choices span { padding: 9px 11px; }
    }
  `];

  constructor() {
    super();
    this.samples = { content: [], style: [] };
    this.changed = () => {
      this.key = undefined;
      this.requestUpdate();
    };
    this.pasted = (event) => this.#paste(event);
  }

  connectedCallback() {
    super.connectedCallback();
    draft.addEventListener('change', this.changed);
    document.addEventListener('paste', this.pasted);
    this.#loadSamples();
  }

  disconnectedCallback() {
    draft.removeEventListener('change', this.changed);
    document.removeEventListener('paste', this.pasted);
    super.disconnectedCallback();
  }

  async #loadSamples() {
    this.samples = await samples();
    const { content, style } = this.samples;
    if (!draft.content && draft.styles.length === 0) draft.set({ content: sample(content[0]), styles: [sample(style[0])] });
  }

  render() {
    return html`
      <div class="wells">
        <picture-well id="content" label=${t('choose.photo')} hint=${t('choose.photoHint')} .samples=${this.samples.content}
            .value=${draft.content} @pick=${(e) => this.#pick('content', e.detail)}></picture-well>
        <picture-well id="style" label=${t('choose.style')} hint=${t('choose.styleHint')} .samples=${this.samples.style}
            .value=${draft.styles[0]} @pick=${(e) => this.#pick('style', e.detail)}></picture-well>
      </div>
      <div class="controls">
        ${this.#choices('strength', 'styleWeight', STRENGTHS, (value) => t(`choose.strength${value}`))}
        ${this.#choices('size', 'size', SIZES, (value) => t('choose.pixels', { size: value }))}
        <div class="go">
          <button id="explore" ?disabled=${this.sending || !draft.complete} @click=${this.#explore}>${t('choose.explore')}</button>
          <button class="primary" id="paint" ?disabled=${this.sending || !draft.complete} @click=${this.#paint}>
            ${this.sending ? t('choose.sending') : t('choose.paint')}
          </button>
        </div>
        ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
      </div>`;
  }

  #choices(name, option, values, text) {
    return html`
      <fieldset>
        <legend>${t(`choose.${name}`)}</legend>
        <div class="choices">${values.map((value) => html`
          <label>
            <input type="radio" name=${name} .checked=${draft.options[option] === value}
                @change=${() => draft.set({ options: { ...draft.options, [option]: value } })}>
            <span>${text(value)}</span>
          </label>`)}
        </div>
      </fieldset>`;
  }

  /** A pasted picture is the style where the pointer or the focus is on that well, else the photograph. */
  #paste(event) {
    const file = [...event.clipboardData.files].find((f) => f.type.startsWith('image/'));
    const wells = [...this.renderRoot.querySelectorAll('picture-well')];
    if (!file) return;
    event.preventDefault();
    (wells.find((well) => well.matches(':hover, :focus-within')) ?? wells[0]).take(file);
  }

  #pick(well, picture) {
    const before = well === 'content' ? draft.content : draft.styles[0];
    if (before?.blob) URL.revokeObjectURL(before.url);
    this.problem = undefined;
    draft.set(well === 'content' ? { content: picture } : { styles: [picture, ...draft.styles.slice(1)] });
  }

  #paint() {
    return this.#send(async (request) => `#/transfers/${(await submit(request, this.key)).id}`);
  }

  #explore() {
    return this.#send(async ({ content, styles }) => `#/sheets/${(await submitSheet({ content, styles }, this.key)).group}`);
  }

  async #send(ask) {
    this.sending = true;
    this.problem = undefined;
    // Kept until something else is asked for, so that a second try cannot make a second transfer.
    this.key ??= randomKey();
    try {
      location.hash = await ask(await draft.request());
      this.key = undefined;
    } catch (error) {
      this.problem = error instanceof Problem ? error.message : t('unreachable');
    } finally {
      this.sending = false;
    }
  }
}

customElements.define('choose-view', ChooseView);
