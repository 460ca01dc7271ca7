import { LitElement, css, html } from 'lit';
import { ASPECTS, WHOLE, draw, drawn, framed, isWhole, made, moved, pixels, quarter, turned } from '/page/choose/crop.js';
import { dialog } from '/page/finish/dialog-styles.js';
import { panel } from '/page/finish/panel-styles.js';
import '/page/more-texts.js';
import { button } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const CORNERS = ['nw', 'ne', 'se', 'sw'];
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01;
const LARGE_STEP = 0.1;
const MOST_ANGLE = 15;
const SHOWN_PIXELS = 1400;

/** Cuts and turns a picture. `edit(picture)` resolves to the picture that comes of it, or to undefined if nothing is to change. */
class CropDialog extends LitElement {
  static properties = { cut: { state: true }, bitmap: { state: true }, broken: { state: true }, working: { state: true } };

  static styles = [button, panel, dialog, css`
    dialog { width: min(1080px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); }
    * { box-sizing: border-box; }
    .body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 26px; justify-items: center; padding-top: 12px; padding-bottom: 20px; overflow-x: hidden; }
    .stage { position: relative; max-width: calc(100% - 12px); touch-action: none; user-select: none; }
    canvas { display: block; max-width: 100%; max-height: max(180px, calc(100dvh - 380px)); background: var(--sunken); }
    .shade { position: absolute; inset: 0; overflow: hidden; }
    .frame, .shade::after {
      position: absolute; left: calc(100% * var(--x)); top: calc(100% * var(--y)); width: calc(100% * var(--w)); height: calc(100% * var(--h));
    }
    .shade::after { content: ''; box-shadow: 0 0 0 9999px rgb(20 18 16 / 60%); }
    .move {
      position: absolute; inset: 0; width: 100%; height: 100%; padding: 0; border-radius: 0; border: 1px solid rgb(255 255 255 / 90%);
      cursor: move; background: none;
    }
    .move::before, .move::after { content: ''; position: absolute; inset: 0 calc(100% / 3); border: solid rgb(255 255 255 / 40%); border-width: 0 1px; }
    .move::after { inset: calc(100% / 3) 0; border-width: 1px 0; }
    .move:focus-visible { outline: 2px solid #fff; outline-offset: -5px; }
    .corner { position: absolute; width: 44px; height: 44px; padding: 0; border: 0; border-radius: 8px; background: none; }
    .corner::after { content: ''; position: absolute; left: 20px; top: 20px; width: 22px; height: 22px; border: 4px solid #fff; filter: drop-shadow(0 0 2px rgb(0 0 0 / 60%)); }
    .corner:focus-visible { outline: 2px solid #fff; outline-offset: -8px; }
    .nw { left: -22px; top: -22px; cursor: nwse-resize; } .ne { right: -22px; top: -22px; cursor: nesw-resize; }
    .sw { left: -22px; bottom: -22px; cursor: nesw-resize; } .se { right: -22px; bottom: -22px; cursor: nwse-resize; }
    .nw::after { border-right: 0; border-bottom: 0; } .ne::after { border-left: 0; border-bottom: 0; left: 2px; }
    .sw::after { border-right: 0; border-top: 0; top: 2px; } .se::after { border-left: 0; border-top: 0; left: 2px; top: 2px; }
    .tools { display: flex; flex-wrap: wrap; gap: 14px 28px; align-items: center; justify-content: center; width: 100%; }
    .aspects { display: flex; flex-wrap: wrap; gap: 2px; background: var(--sunken); border-radius: 24px; padding: 4px; border: 0; margin: 0; outline: 1px solid var(--line); outline-offset: -1px; }
    .aspects button { border: 0; padding: 9px 14px; font-size: 14px; font-weight: 400; color: var(--muted); }
    .aspects button[aria-pressed='true'] { background: var(--chosen); color: var(--ink); box-shadow: 0 1px 3px rgb(0 0 0 / 14%); }
    .turn { padding: 10px 16px; font-size: 14px; }
    .angle { display: grid; grid-template-columns: auto minmax(80px, 160px) 5ch; gap: 10px; align-items: center; font-size: 14px; color: var(--muted); }
    .angle input { width: 100%; margin: 0; accent-color: var(--accent); }
    .angle input:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 6px; }
    .angle output { font-variant-numeric: tabular-nums; text-align: right; }
    .bottom button { min-width: 110px; }
    @media (pointer: coarse) { .aspects button, .turn, .angle input { min-height: 44px; } }
    @media (max-width: 480px) {
      .aspects button { padding: 9px 8px; }
      .turn { flex: 1; }
      .bottom button { padding-inline: 12px; }
      .bottom p { flex-basis: 100%; } .bottom button { flex: 1; min-width: 0; }
    }
  `];

  /** @param picture of the draft; its original is what is cut */
  async edit(picture) {
    this.picture = picture;
    this.broken = false;
    this.cut = picture.edit ?? WHOLE;
    const dialogue = this.renderRoot.querySelector('dialog');
    dialogue.showModal();
    const closed = new Promise((resolve) => { this.closed = resolve; });
    try {
      const { blob, url } = picture.original ?? picture;
      this.source = blob ?? await (await fetch(url)).blob();
      // As it is held, not as it was stored: a phone's picture says which way is up.
      this.bitmap = await createImageBitmap(this.source, { imageOrientation: 'from-image' });
    } catch {
      this.broken = true;
    }
    const edited = await closed;
    this.bitmap?.close();
    this.bitmap = undefined;
    return edited;
  }

  render() {
    const { cut, bitmap } = this;
    return html`
      <dialog aria-labelledby="title" @close=${() => this.closed?.()}>
        <div class="top">
          <h2 id="title">${t('choose.edit')}</h2>
          <button class="quiet" id="whole" ?disabled=${!bitmap || isWhole(bitmap, cut)} @click=${() => { this.cut = WHOLE; }}>${t('choose.whole')}</button>
        </div>
        <div class="body">
          ${this.broken ? html`<p role="alert">${t('choose.cannotEdit')}</p>` : ''}
          ${bitmap ? html`
            <div class="stage">
              <canvas></canvas>
              <div class="shade"></div>
              <div class="frame" role="group" aria-label=${t('choose.frame')}>
                <button class="move" aria-label=${t('choose.move')} @keydown=${(e) => this.#key(e)} @pointerdown=${(e) => this.#drag(e)}></button>
                ${CORNERS.map((corner) => html`
                  <button class="corner ${corner}" aria-label=${t(`choose.corner.${corner}`)} @keydown=${(e) => this.#key(e, corner)}
                      @pointerdown=${(e) => this.#drag(e, corner)}></button>`)}
              </div>
            </div>
            <div class="tools">
              <div class="aspects" role="group" aria-label=${t('choose.aspect')}>${ASPECTS.map((aspect) => html`
                <button aria-pressed=${String(cut.aspect === aspect)} @click=${() => { this.cut = framed(bitmap, { ...cut, aspect }); }}>
                  ${aspect.includes(':') ? aspect : t(`choose.aspect.${aspect}`)}</button>`)}
              </div>
              <button class="turn" id="left" @click=${() => { this.cut = quarter(quarter(quarter(cut))); }}>↺ ${t('choose.left')}</button>
              <button class="turn" id="right" @click=${() => { this.cut = quarter(cut); }}>↻ ${t('choose.right')}</button>
              <label class="angle">${t('choose.angle')}
                <input id="angle" type="range" min=${-MOST_ANGLE} max=${MOST_ANGLE} step="0.5" .value=${String(cut.angle)}
                    aria-valuetext="${cut.angle}°" @input=${(e) => { this.cut = { ...this.cut, angle: Number(e.target.value) }; }}>
                <output aria-hidden="true">${cut.angle}°</output>
              </label>
            </div>` : ''}
        </div>
        <div class="bottom">
          <p role="status">${bitmap ? t('choose.cutSize', pixels(bitmap, cut)) : ''}</p>
          <button @click=${() => this.#close()}>${t('choose.cancel')}</button>
          <button class="primary" id="apply" ?disabled=${!bitmap || this.working} @click=${this.#apply}>${t('choose.apply')}</button>
        </div>
      </dialog>`;
  }

  updated() {
    if (!this.bitmap) return;
    const { turns, angle, x, y, width, height } = this.cut;
    const stageStyle = this.renderRoot.querySelector('.stage').style;
    for (const [name, value] of Object.entries({ x, y, w: width, h: height })) {
      stageStyle.setProperty(`--${name}`, value);
    }
    const shown = `${turns} ${angle}`;
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas.shown === shown) return;
    canvas.shown = shown;
    const stage = turned(this.bitmap, this.cut);
    const scale = Math.min(1, SHOWN_PIXELS / Math.max(stage.width, stage.height));
    canvas.width = Math.round(stage.width * scale);
    canvas.height = Math.round(stage.height * scale);
    draw(canvas, this.bitmap, { ...WHOLE, turns, angle });
  }

  #key(event, corner) {
    const [right, down] = KEYS[event.key] ?? [];
    if (right === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? LARGE_STEP : STEP;
    this.#shift(this.cut, corner, right * step, down * step);
  }

  #drag(event, corner) {
    const { target, pointerId, clientX, clientY } = event;
    const { width, height } = this.renderRoot.querySelector('.stage').getBoundingClientRect();
    const { cut } = this;
    target.setPointerCapture(pointerId);
    target.onpointermove = (to) => this.#shift(cut, corner, (to.clientX - clientX) / width, (to.clientY - clientY) / height);
    target.onlostpointercapture = () => { target.onpointermove = null; };
  }

  #shift(from, corner, right, down) {
    this.cut = corner ? drawn(this.bitmap, from, corner, right, down) : moved(from, right, down);
  }

  async #apply() {
    const { picture, cut, bitmap } = this;
    const original = picture.original ?? picture;
    this.working = true;
    try {
      if (isWhole(bitmap, cut)) {
        const { width, height } = bitmap;
        this.#close(picture.original
          ? { ...original, width, height, ...(original.blob ? { url: URL.createObjectURL(original.blob) } : {}) }
          : undefined);
        return;
      }
      const cutOut = await made(bitmap, cut);
      const { title, sample, blob, id, url } = original;
      // The address of a file's bytes goes with the picture that has them.
      const kept = blob ? { title, blob } : { title, sample, id, url };
      this.#close({ title, sample, ...cutOut, url: URL.createObjectURL(cutOut.blob), edit: cut, original: kept });
    } finally {
      this.working = false;
    }
  }

  #close(edited) {
    this.closed(edited);
    this.renderRoot.querySelector('dialog').close();
  }
}

customElements.define('crop-dialog', CropDialog);
