import { LitElement, css, html } from 'lit';
import '/page/choose/forecast-line.js';
import '/page/choose/look-panel.js';
import '/page/choose/picture-well.js';
import '/page/choose/style-list.js';
import { shifted } from '/page/choose/blend.js';
import { Refused, draft, sample, withMasks } from '/page/choose/draft.js';
import { MOST_STYLES } from '/page/choose/style-list.js';
import { randomKey, reason, samples, submit, submitSheet } from '/page/gateway.js';
import { button, choices } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const SIZES = [256, 384, 512, 768, 1024, 2048];
const LEAST_SIZE = 32;
const MOST_SIZE = 4096;
/** What all of a sheet's variants have as it is chosen; the rest is what they differ in. */
const SHARED_BY_VARIANTS = ['styleWeights', 'network', 'styleScale', 'color', 'contentMasks', 'styleMasks'];

/** Choose the pictures and how they are to be painted, then paint, or look at small variants first. */
class ChooseView extends LitElement {
  static properties = {
    samples: { state: true },
    current: { state: true },
    sending: { state: true },
    problem: { state: true },
    more: { state: true },
  };

  static styles = [button, choices, css`
    :host { display: block; }
    .wells { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--gap); align-items: start; }
    .wells > div { display: grid; gap: 18px; min-width: 0; }
    .controls { display: flex; flex-wrap: wrap; gap: 18px var(--gap); align-items: start; margin-top: clamp(16px, 1.8vw, 24px); padding-top: clamp(16px, 1.8vw, 24px); border-top: 1px solid var(--line); }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; font-size: 14px; font-weight: 600; margin-bottom: 10px; }
    #own {
      width: 72px; font: inherit; font-size: 14px; line-height: 1.2; padding: 8px 10px; border: 0; border-radius: 999px; color: var(--ink); background: transparent;
      text-align: center; appearance: textfield;
    }
    #own::placeholder { color: var(--muted); opacity: 1; }
    #own:not(:placeholder-shown) { background: var(--chosen); box-shadow: 0 1px 3px rgb(0 0 0 / 14%); }
    #own:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
    #own::-webkit-inner-spin-button { display: none; }
    .wrong { margin: 8px 0 0; font-size: 14px; color: var(--accent); }
    .go { margin-left: auto; display: grid; gap: 14px; justify-items: end; }
    .buttons { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
    .primary { font-size: 17px; padding: 16px 40px; }
    .foot { display: flex; gap: 22px; margin-top: 39px; }
    button.quiet { border: 0; padding: 4px 0; border-radius: 4px; font: inherit; font-size: 14px; color: var(--muted); }
    button.quiet:hover { color: var(--ink); }
    .problem { color: var(--accent); margin: 0; }
    options-panel { display: block; margin-top: 18px; }
    @media (max-width: 680px) {
      .foot { margin-top: 0; width: 100%; }
      .wells { grid-template-columns: minmax(0, 1fr); }
      .go, .buttons, .buttons button { width: 100%; justify-items: stretch; }
    }
    @media (pointer: coarse) {
      #own { min-height: 44px; }
      button.quiet { min-height: 44px; }
    }
  `];

  constructor() {
    super();
    this.samples = { content: [], style: [] };
    this.current = 0;
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
    await draft.ready;
    try {
      this.samples = await samples();
    } catch {
      this.problem = t('unreachable');
    }
    this.#begin();
  }

  /** Nobody has to choose before something can be painted. */
  #begin() {
    const { content, style } = this.samples;
    if (!draft.content && draft.styles.length === 0 && content.length > 0) {
      draft.set({ content: sample(content[0]), styles: [sample(style[0])] });
    }
  }

  render() {
    const { content, styles, options } = draft;
    const style = styles[this.current];
    return html`
      <div class="wells">
        <picture-well id="content" label=${t('choose.photo')} hint=${t('choose.photoHint')} .samples=${this.samples.content}
            .value=${content} .refused=${content?.refused} @pick=${(e) => this.#set({ content: e.detail[0] })} @edit=${() => this.#edit()}
            @measure=${(e) => draft.set({ content: { ...draft.content, ...e.detail } })}></picture-well>
        <div>
          <picture-well id="style" multiple label=${t('choose.style')} hint=${t('choose.styleHint')} .samples=${this.samples.style}
              .value=${style} .refused=${style?.refused} @pick=${(e) => this.#pickStyles(e.detail)} @edit=${() => this.#edit(this.current)}
              @measure=${(e) => this.#setStyle(this.current, e.detail)}></picture-well>
          <style-list .styles=${styles} .current=${this.current} ?placeable=${Boolean(content)} @place=${this.#place}
              @show=${(e) => { this.current = e.detail; }}
              @share=${({ detail: { index, share } }) => this.#set({ styles: shifted(draft.styles, index, share) })}
              @level=${() => this.#set({ styles: draft.styles.map((each) => ({ ...each, weight: 1 })) })}
              @drop=${(e) => this.#dropStyle(e.detail)}></style-list>
        </div>
      </div>
      <div class="controls">
        <look-panel .options=${options} @change=${(e) => this.#option(e.detail)}></look-panel>
        ${this.#sizes(options)}
        <div class="foot">
          <button class="quiet" id="more" aria-expanded=${String(Boolean(this.more))} @click=${this.#toggle}>
            ${this.more ? t('choose.less') : t('choose.more')}</button>
          <button class="quiet" id="clear" @click=${this.#startOver}>${t('choose.startOver')}</button>
        </div>
        <div class="go">
          <div class="buttons">
            <button id="explore" ?disabled=${this.sending || !draft.complete} @click=${this.#explore}>${t('choose.explore')}</button>
            <button class="primary" id="paint" ?disabled=${this.sending || !draft.complete} @click=${this.#paint}>
              ${this.sending ? t('choose.sending') : t('choose.paint')}
            </button>
          </div>
          <forecast-line .picture=${content} .options=${options}></forecast-line>
          ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : ''}
        </div>
      </div>
      ${this.more ? html`
        <options-panel .options=${options} @change=${(e) => this.#option(e.detail)}
            @reset=${() => this.#set({ options: {} })}></options-panel>` : ''}
      ${this.editing ? html`<crop-dialog></crop-dialog>` : ''}
      ${this.placing ? html`<mask-dialog></mask-dialog>` : ''}`;
  }

  #sizes({ size: chosen }) {
    return html`
      <fieldset>
        <legend>${t('choose.size')}</legend>
        <div class="choices">${SIZES.map((size) => html`
          <label>
            <input type="radio" name="size" aria-label=${t('choose.pixels', { size })} .checked=${chosen === size}
                @change=${() => this.#option({ size })}>
            <span aria-hidden="true">${size}</span>
          </label>`)}
          <input id="own" type="number" min=${LEAST_SIZE} max=${MOST_SIZE} step="1" inputmode="numeric" aria-label=${t('choose.ownSize')}
              placeholder=${t('choose.own')} .value=${SIZES.includes(chosen) ? '' : String(chosen)} aria-describedby="wrong"
              @change=${(e) => this.#own(e.target)}>
        </div>
        ${this.wrongSize ? html`<p class="wrong" id="wrong" role="alert">${this.wrongSize}</p>` : ''}
      </fieldset>`;
  }

  #set(part) {
    this.problem = undefined;
    draft.set(part);
  }

  #option(change) {
    this.wrongSize = undefined;
    const options = { ...draft.options, ...change };
    this.#set({ options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) });
  }

  #own(input) {
    const size = Number(input.value);
    if (input.value !== '' && Number.isInteger(size) && size >= LEAST_SIZE && size <= MOST_SIZE) {
      this.#option({ size });
    } else {
      this.wrongSize = t('choose.wrongSize', { least: LEAST_SIZE, most: MOST_SIZE });
      this.requestUpdate();
    }
  }

  #setStyle(index, change) {
    draft.set({ styles: draft.styles.map((each, i) => (i === index ? { ...each, ...change } : each)) });
  }

  /** The first takes the place that is shown, with its weight and mask; more of them join. */
  #pickStyles([first, ...more]) {
    const { weight, mask } = draft.styles[this.current] ?? {};
    const { styles } = draft;
    const chosen = [...styles.slice(0, this.current), { ...first, weight, mask }, ...styles.slice(this.current + 1), ...more];
    this.#set({ styles: chosen.slice(0, MOST_STYLES) });
    if (chosen.length > MOST_STYLES) this.problem = t('choose.tooMany', { most: MOST_STYLES });
  }

  #dropStyle(index) {
    this.#set({ styles: draft.styles.filter((_, i) => i !== index) });
    this.current = Math.min(this.current > index ? this.current - 1 : this.current, draft.styles.length - 1);
    this.renderRoot.querySelector('style-list').renderRoot.querySelector('#add').focus();
  }

  /** A pasted picture is the style where the pointer or the focus is on that well, else the photograph. */
  #paste(event) {
    const files = [...event.clipboardData.files].filter((file) => file.type.startsWith('image/'));
    const wells = [...this.renderRoot.querySelectorAll('picture-well')];
    if (files.length === 0) return;
    event.preventDefault();
    (wells.find((well) => well.matches(':hover, :focus-within')) ?? wells[0]).take(files);
  }

  async #edit(index) {
    await import('/page/choose/crop-dialog.js');
    this.editing = true;
    this.requestUpdate();
    await this.updateComplete;
    const of = index === undefined ? draft.content : draft.styles[index];
    const edited = await this.renderRoot.querySelector('crop-dialog').edit(of);
    if (!edited) return;
    if (index === undefined) this.#set({ content: edited });
    else this.#set({ styles: draft.styles.map((each, i) => (i === index ? { ...edited, weight: each.weight, mask: each.mask } : each)) });
  }

  async #place() {
    await import('/page/choose/mask-dialog.js');
    this.placing = true;
    this.requestUpdate();
    await this.updateComplete;
    const masks = await this.renderRoot.querySelector('mask-dialog').edit(draft.content, draft.styles, this.current);
    if (masks) this.#set({ styles: draft.styles.map((style, i) => withMasks(style, masks[i])) });
  }

  async #toggle() {
    if (!this.more) await import('/page/choose/options-panel.js');
    this.more = !this.more;
  }

  #startOver() {
    this.current = 0;
    this.problem = undefined;
    this.wrongSize = undefined;
    draft.clear();
    this.#begin();
  }

  #paint() {
    return this.#send(async (request) => `#/transfers/${(await submit(request, this.key)).id}`);
  }

  #explore() {
    return this.#send(async ({ content, styles, options: all }) => {
      const options = Object.fromEntries(SHARED_BY_VARIANTS.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]));
      return `#/sheets/${(await submitSheet({ content, styles, options }, this.key)).group}`;
    });
  }

  async #send(ask) {
    this.sending = true;
    this.problem = undefined;
    // Kept until something else is asked for, so that a second try cannot make a second transfer.
    this.key ??= randomKey();
    try {
      location.hash = await draft.ask(ask);
      this.key = undefined;
    } catch (error) {
      if (error instanceof Refused) this.#showRefused();
      else this.problem = reason(error);
    } finally {
      this.sending = false;
    }
  }

  /** Why is said at the picture; a style that is not seen is brought to sight. */
  #showRefused() {
    const first = draft.styles.findIndex(({ refused }) => refused);
    if (first >= 0 && !draft.styles[this.current]?.refused) this.current = first;
  }
}

customElements.define('choose-view', ChooseView);
