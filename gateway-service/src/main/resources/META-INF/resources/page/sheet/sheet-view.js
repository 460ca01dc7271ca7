import { LitElement, css, html } from 'lit';
import { draft } from '/page/choose/draft.js';
import { control, goOn, image, randomKey, reason } from '/page/gateway.js';
import '/page/more-texts.js';
import { original } from '/page/newest-picture.js';
import { removals } from '/page/removal/removals.js';
import '/page/removal/undo-bar.js';
import { button, choices } from '/page/shared-styles.js';
import { settings } from '/page/sheet/settings.js';
import { Sheet } from '/page/sheet/sheet.js';
import '/page/sheet/variant-picture.js';
import '/page/sheet/variant-tile.js';
import { isPainting } from '/page/states.js';
import { t } from '/page/texts.js';

const SIZES = [512, 768, 1024];

/** A contact sheet: small variants as they are painted, to choose one that is then painted large. */
class SheetView extends LitElement {
  static properties = {
    group: {},
    chosen: { state: true },
    beside: { state: true },
    comparing: { state: true },
    size: { state: true },
    sending: { state: true },
    problem: { state: true },
  };

  static styles = [button, choices, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) minmax(260px, 340px); gap: var(--gap); align-items: start; }
    .head {
      grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 18px;
      margin-bottom: calc(-0.3 * var(--gap));
    }
    .head div { margin-left: auto; display: flex; flex-wrap: wrap; gap: 4px 20px; }
    .head button {
      border: 0; padding: 6px 0; border-radius: 4px; color: var(--muted); text-decoration: underline; text-underline-offset: 4px;
      font-weight: 400;
    }
    .head button:hover { color: var(--ink); }
    .wall {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(210px, 44%), 1fr)); gap: 22px 18px; list-style: none;
      margin: 0; padding: 0;
    }
    aside { display: flex; flex-direction: column; gap: 20px; position: sticky; top: 24px; }
    h2 { margin: 0; font-size: 26px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
    p { margin: 0; color: var(--muted); }
    .status { font-variant-numeric: tabular-nums; }
    .two { display: grid; gap: 20px; }
    .original {
      position: relative; aspect-ratio: var(--aspect, 4 / 3); border-radius: 8px; box-shadow: var(--shadow);
      background: var(--sunken);
    }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; font-size: 14px; font-weight: 600; margin-bottom: 8px; }
    .actions { display: flex; flex-wrap: wrap; gap: 10px; }
    .actions .primary { flex: 1 0 100%; padding-block: 16px; }
    .actions button { flex: 1 0 auto; }
    .problem { color: var(--accent); }
    .gone { grid-column: 1 / -1; display: grid; gap: 20px; justify-items: start; }
    @media (max-width: 860px) {
      :host { grid-template-columns: minmax(0, 1fr); }
      .original { display: none; }
      .head div { margin-left: 0; }
      aside.chosen {
        --edge: clamp(16px, 3vw, 44px);
        top: auto; bottom: 0; z-index: 2; gap: 12px; margin: 0 calc(-1 * var(--edge)) calc(-1 * var(--edge));
        padding: 14px var(--edge) max(14px, env(safe-area-inset-bottom)); background: var(--ground); border-top: 1px solid var(--line);
      }
      aside:not(.comparing) .two, aside.chosen legend { display: none; }
      .two { grid-template-columns: 1fr 1fr; gap: 12px; }
      .actions { gap: 8px; }
      .actions button { padding: 11px 10px; font-size: 14px; }
      .actions .primary { padding-block: 14px; }
      .comparing #take { display: none; }
    }
    @media (max-width: 480px) { .actions button:not(.primary) { flex: 1 1 0; line-height: 1.15; } }
  `];

  constructor() {
    super();
    this.size = SIZES[0];
  }

  willUpdate(changed) {
    if (!changed.has('group')) return;
    this.sheet?.stop();
    this.chosen = this.beside = this.problem = undefined;
    this.comparing = false;
    this.#follow();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.sheet) this.#follow();
  }

  disconnectedCallback() {
    this.sheet?.stop();
    super.disconnectedCallback();
  }

  #follow() {
    this.sheet = new Sheet(this.group);
    this.sheet.addEventListener('change', () => this.requestUpdate());
  }

  render() {
    const { transfers, problem } = this.sheet;
    if (!transfers) return html`<p class="gone" role="status">${problem ? reason(problem) : t('watch.loading')}</p>`;
    if (transfers.length === 0) {
      return html`
        <div class="gone"><h2 role="status">${t('sheet.empty')}</h2><a class="button primary" href="#/">${t('sheet.another')}</a></div>
        <undo-bar @undone=${() => this.updateComplete.then(() => this.renderRoot.querySelector('#remove-all').focus())}></undo-bar>`;
    }
    const chosen = transfers.find(({ id }) => id === this.chosen);
    const beside = transfers.find(({ id }) => id === this.beside);
    return html`
      ${this.#head(transfers)}
      <ul class="wall" aria-label=${t('sheet.title')}>${transfers.map((each) => html`
        <li><variant-tile .transfer=${each} .picture=${this.sheet.pictures.of(each)}
            .chosen=${each.id === this.chosen || each.id === this.beside}
            @choose=${() => this.#choose(each.id)} @size=${this.#sized}></variant-tile></li>`)}
      </ul>
      <aside class="${chosen ? 'chosen' : ''} ${beside ? 'comparing' : ''}">
        ${chosen ? this.#chosen(chosen, beside) : this.#invitation(transfers[0])}
        ${this.problem || problem ? html`<p class="problem" role="alert">${this.problem ?? reason(problem)}</p>` : ''}
      </aside>
      <undo-bar></undo-bar>`;
  }

  #head(transfers) {
    const done = transfers.filter((each) => !isPainting(each)).length;
    const count = transfers.length;
    return html`
      <div class="head">
        <h2>${t('sheet.title')}</h2>
        <p class="status" role="status">${done === count ? t('sheet.allDone', { count }) : t('sheet.some', { done, count })}</p>
        <div>
          ${done === count ? '' : html`<button id="cancel-all" @click=${this.#cancelAll}>${t('sheet.cancelAll')}</button>`}
          <button id="remove-all" @click=${() => removals.remove(transfers.map(({ id }) => id))}>${t('sheet.removeAll')}</button>
        </div>
      </div>`;
  }

  #invitation({ content }) {
    const photograph = original(content);
    return html`
      ${photograph ? html`<patient-picture class="original" .src=${photograph.src} .alt=${t('finish.original')}></patient-picture>` : ''}
      <p class="hint">${t('sheet.hint')}</p>`;
  }

  #chosen(chosen, beside) {
    const { pictures } = this.sheet;
    return html`
      <div class="two">
        <variant-picture .transfer=${chosen} .picture=${pictures.of(chosen)}></variant-picture>
        ${beside ? html`<variant-picture class="beside" .transfer=${beside} .picture=${pictures.of(beside)}></variant-picture>` : ''}
      </div>
      ${this.comparing && !beside ? html`<p role="status">${t('sheet.chooseAnother')}</p>` : ''}
      <fieldset>
        <legend>${t('choose.size')}</legend>
        <div class="choices">${SIZES.map((size) => html`
          <label>
            <input type="radio" name="size" .checked=${this.size === size} @change=${() => { this.size = size; }}>
            <span>${t('choose.pixels', { size })}</span>
          </label>`)}
        </div>
      </fieldset>
      <div class="actions">
        <button class="primary" id="go-on" ?disabled=${this.sending} @click=${() => this.#goOn(chosen)}>
          ${this.sending ? t('choose.sending') : t('sheet.goOn')}
        </button>
        <button id="take" @click=${() => this.#take(chosen)}>${t('sheet.take')}</button>
        ${beside ? html`<button id="swap" @click=${this.#swap}>${t('sheet.swap')}</button>` : ''}
        <button id="compare" aria-pressed=${this.comparing ? 'true' : 'false'} @click=${this.#compare}>
          ${this.comparing ? t('sheet.stopComparing') : t('sheet.compare')}
        </button>
      </div>`;
  }

  #choose(id) {
    this.problem = undefined;
    if (this.comparing && id !== this.chosen) this.beside = id;
    else this.chosen = id;
  }

  #compare() {
    this.comparing = !this.comparing;
    this.beside = undefined;
  }

  #swap() {
    [this.chosen, this.beside] = [this.beside, this.chosen];
  }

  /** All variants have the photograph's shape, so the first picture that has come says it for all. */
  #sized({ detail: { width, height } }) {
    this.style.setProperty('--aspect', `${width} / ${height}`);
  }

  async #goOn({ id }) {
    const wish = `${id} ${this.size}`;
    // Kept for the same wish, so that a second try cannot make a second transfer.
    if (this.wish !== wish) this.key = randomKey();
    this.wish = wish;
    await this.#try(async () => {
      const { id: next } = await goOn(id, { size: this.size }, this.key);
      this.wish = undefined;
      location.hash = `#/transfers/${next}`;
    });
  }

  #take(transfer) {
    const { intensity, styleWeight, ...others } = draft.options;
    const stored = (id, title) => ({ id, url: image(id), title });
    draft.set({
      content: stored(transfer.content, t('choose.photo')),
      styles: transfer.styles.map((id) => stored(id, t('choose.style'))),
      options: { ...others, ...settings(transfer) },
    });
    location.hash = '#/';
  }

  #cancelAll() {
    const painting = this.sheet.transfers.filter(isPainting);
    return this.#try(() => Promise.all(painting.map(({ id }) => control(id, 'cancel').catch((error) => {
      // It has ended meanwhile.
      if (error.status !== 409) throw error;
    }))));
  }

  async #try(work) {
    this.sending = true;
    this.problem = undefined;
    try {
      await work();
    } catch (error) {
      this.problem = reason(error);
    } finally {
      this.sending = false;
    }
  }
}

customElements.define('sheet-view', SheetView);
