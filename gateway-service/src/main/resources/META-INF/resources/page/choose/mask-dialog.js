import { LitElement, css, html } from 'lit';
import { announce } from '/page/announcing.js';
import { PLACES, area, copy, file, inverted, isEverywhere, isNowhere, placed, plain, read, show, stroke } from '/page/choose/mask.js';
import { dialog } from '/page/finish/dialog-styles.js';
import { panel } from '/page/finish/panel-styles.js';
import { bytes, image } from '/page/gateway.js';
import '/page/more-texts.js';
import { button, choices } from '/page/shared-styles.js';
import { formatNumber, t } from '/page/texts.js';

const TOOLS = ['brush', 'eraser'];
/** What is painted upon: the photograph, where a style is to go, or the style, what is to count of it. */
const SIDES = ['content', 'style'];
const MOST_UNDONE = 30;
const SHOWN_PIXELS = 1200;
const LEAST_BRUSH = 2;
const MOST_BRUSH = 50;
/** Where keys move the brush, and how far, in parts of the photograph's long side. */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01;
const STEP_WITH_SHIFT = 0.1;
/** How much of a style is seen where it goes; what it is painted upon is still to be made out. */
const MASK_ALPHA = 0.62;
/** Upon what does not count of a style. */
const VEIL = 'rgb(20 18 16 / 72%)';

/**
 * Where on the photograph each style goes, and what counts of it, painted with a brush. `edit(content, styles, current)` resolves to
 * {mask, part} for each style, undefined for one that goes everywhere and of which all counts; or to undefined if nothing is to change.
 */
class MaskDialog extends LitElement {
  static properties = {
    ready: { state: true }, broken: { state: true }, working: { state: true }, masks: { state: true }, parts: { state: true },
    current: { state: true }, side: { state: true },
    tool: { state: true }, brush: { state: true }, soft: { state: true }, alone: { state: true },
  };

  static styles = [button, choices, panel, dialog, css`
    dialog { width: min(1120px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); }
    * { box-sizing: border-box; }
    .body {
      display: grid; grid-template-columns: minmax(0, 1fr) 296px; gap: 26px; align-items: start; padding-top: 12px; padding-bottom: 20px;
    }
    .stage { display: grid; place-items: center; min-width: 0; }
    .choices { justify-self: start; }
    .sides span { padding-inline: 12px; }
    canvas {
      display: block; max-width: 100%; max-height: max(220px, calc(100dvh - 250px)); border-radius: 6px; background: var(--sunken);
      touch-action: none; cursor: none; box-shadow: var(--shadow);
    }
    canvas:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
    /* Its room is kept: what moves between a button's press and its release is not clicked. */
    .keys { visibility: hidden; margin-top: 8px; font-size: 13px; }
    canvas:focus-visible + .keys { visibility: visible; }
    .tools { display: grid; gap: 18px; }
    .styles { display: flex; flex-wrap: wrap; gap: 10px; margin: 0; padding: 0; list-style: none; }
    .styles button { width: 52px; height: 52px; padding: 0; border: 0; border-radius: 10px; overflow: hidden; background: var(--sunken); }
    .styles button[aria-pressed='true'] { outline: 2px solid var(--accent); outline-offset: 2px; }
    .styles button:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
    .styles img { width: 100%; height: 100%; object-fit: cover; display: block; }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; margin-bottom: 8px; font-size: 14px; font-weight: 600; }
    .range { display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; font-size: 14px; font-weight: 600; }
    .range output { font-weight: 400; color: var(--muted); font-variant-numeric: tabular-nums; }
    .range input { grid-column: 1 / -1; width: 100%; height: 28px; margin: 0; accent-color: var(--accent); cursor: pointer; }
    .range input:focus-visible, .check input:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 6px; }
    .check { display: flex; gap: 10px; align-items: center; font-size: 14px; cursor: pointer; }
    .check input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); flex: none; }
    .row { display: flex; flex-wrap: wrap; align-content: start; gap: 8px; }
    .row button { padding: 9px 14px; font-size: 14px; font-weight: 400; }
    .bottom button { min-width: 110px; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 820px) {
      .body { grid-template-columns: minmax(0, 1fr); gap: 18px; padding-top: 0; }
      /* Room for the ring of the focus, which the dialog's edge would cut. */
      .stage { position: sticky; top: 0; z-index: 1; padding-block: 8px; background: var(--surface); }
      canvas { max-height: 42dvh; }
      .tools { grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); align-items: start; }
    }
    @media (pointer: coarse) { .keys { display: none; } .row button, .range input, .check { min-height: 44px; } }
    @media (max-width: 480px) { canvas { max-height: 34dvh; } .bottom button { flex: 1; min-width: 0; padding-inline: 12px; } .bottom p { flex-basis: 100%; } }
  `];

  constructor() {
    super();
    // `stale`: the masks are others than the layers show.
    Object.assign(this, { stale: false, side: SIDES[0], tool: TOOLS[0], brush: 14, soft: 0.5, alone: true, masks: [], parts: [], current: 0 });
  }

  /** @param current the style that is painted with first */
  async edit(content, styles, current = 0) {
    Object.assign(this, { content, styles, side: SIDES[0], ready: false, broken: false, working: false, masks: [], parts: [], undone: [] });
    const dialogue = this.renderRoot.querySelector('dialog');
    dialogue.showModal();
    const closed = new Promise((resolve) => { this.closed = resolve; });
    try {
      await this.#load(current);
    } catch {
      this.broken = true;
    }
    const masks = await closed;
    for (const bitmap of [this.photograph, ...(this.pictures ?? [])]) bitmap?.close();
    this.photograph = this.pictures = undefined;
    this.ready = false;
    return masks;
  }

  async #load(current) {
    const { content, styles } = this;
    const bitmap = async ({ blob, url }) => createImageBitmap(blob ?? await bytes(url), { imageOrientation: 'from-image' });
    this.photograph = await bitmap(content);
    this.pictures = await Promise.all(styles.map((style) => bitmap(style).catch(() => undefined)));
    const painted = (masks) => Promise.all(masks.map((mask) => mask && bitmap({ blob: mask.blob, url: image(mask.id) })));
    const before = await painted(styles.map(({ mask }) => mask));
    const parts = await painted(styles.map(({ part }) => part));
    // Where nothing was said yet the first style has all of it, so that the next ones are painted upon it; a single one is painted itself.
    const fresh = before.every((each) => !each);
    this.masks = before.map((each, i) => (each
      ? read(each, plain(this.photograph))
      : plain(this.photograph, !fresh || (i === 0 && styles.length > 1) ? 255 : 0)));
    this.current = fresh && styles.length > 1 ? Math.max(1, Math.min(current, styles.length - 1)) : Math.min(current, styles.length - 1);
    // A place counts once one was painted.
    this.placed = !fresh;
    this.parts = parts.map((part, i) => {
      const whole = plain(this.pictures[i] ?? this.photograph, 255);
      return part ? read(part, whole) : whole;
    });
    this.layers = this.masks.map(() => document.createElement('canvas'));
    this.stale = true;
    this.ready = true;
  }

  get #painted() {
    return this.side === 'style' ? this.parts : this.masks;
  }

  set #painted(masks) {
    if (this.side === 'style') this.parts = masks;
    else this.masks = masks;
  }

  get #mask() {
    return this.#painted[this.current];
  }

  /** Of which style nothing would be seen. */
  get #lost() {
    const placed = this.placed || this.side === 'content';
    return this.masks.findIndex((mask, i) => (placed && isNowhere(mask)) || isNowhere(this.parts[i]));
  }

  render() {
    const { ready, current, side, styles = [], undone = [] } = this;
    const several = styles.length > 1 && side === 'content';
    return html`
      <dialog aria-labelledby="title" @close=${() => this.closed?.()} @keydown=${this.#key}>
        <div class="top">
          <h2 id="title">${t('mask.title')}</h2>
          <button class="quiet" id="none" ?disabled=${!ready} @click=${() => this.#close(styles.map(() => ({})))}>
            ${t('mask.none')}</button>
        </div>
        <div class="body">
          <div class="stage">
            ${this.broken ? html`<p role="alert">${t('choose.cannotEdit')}</p>` : ''}
            ${ready ? html`
              <canvas role="application" tabindex="0" aria-label=${t(`mask.canvas.${side}`, styles[current])} aria-describedby="keys said"
                  @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}
                  @pointerleave=${this.#leave} @focus=${this.#reach} @blur=${this.#drop} @keydown=${this.#steer}
                  @keyup=${({ key }) => { if (key === ' ') this.#lift(); }}></canvas>
              <p class="keys" id="keys">${t('mask.keys')}</p>` : ''}
          </div>
          ${ready ? html`
            <div class="tools">
              <div class="choices sides" role="radiogroup" aria-label=${t('mask.side')}>${SIDES.map((each) => html`
                <label><input type="radio" name="side" value=${each} .checked=${each === side} ?disabled=${!this.pictures[current]}
                    @change=${() => this.#turn(each)}><span>${t(`mask.side.${each}`)}</span></label>`)}
              </div>
              ${styles.length < 2 ? '' : html`
                <fieldset>
                  <legend>${t('mask.paintWith')}</legend>
                  <ul class="styles">${styles.map(({ url, title }, i) => html`
                    <li><button aria-label=${title} title=${title} aria-pressed=${String(i === current)}
                        @click=${() => this.#take(i)}><img src=${url} alt=""></button></li>`)}
                  </ul>
                </fieldset>`}
              <div class="choices" role="radiogroup" aria-label=${t('mask.tool')}>${TOOLS.map((tool) => html`
                <label><input type="radio" name="tool" value=${tool} .checked=${tool === this.tool} @change=${() => { this.tool = tool; }}>
                  <span>${t(`mask.${tool}`)}</span></label>`)}
              </div>
              ${this.#range('brush', t('mask.size'), LEAST_BRUSH, MOST_BRUSH, 1, this.brush, formatNumber(this.brush))}
              ${this.#range('soft', t('mask.soft'), 0, 1, 0.05, this.soft, t('percent', { value: Math.round(100 * this.soft) }))}
              ${!several ? '' : html`
                <label class="check"><input type="checkbox" id="alone" .checked=${this.alone}
                    @change=${(e) => { this.alone = e.target.checked; }}>${t('mask.alone')}</label>`}
              <fieldset>
                <legend>${t('mask.places')}</legend>
                <div class="row">${Object.keys(PLACES).map((place) => html`
                  <button data-place=${place} @click=${() => this.#fill((each) => placed(each, place, this.soft))}>
                    ${t(`mask.${place}`)}</button>`)}
                </div>
              </fieldset>
              <div class="row">
                <button id="undo" ?disabled=${undone.length === 0} @click=${this.#undo}>${t('mask.undo')}</button>
                <button id="invert" @click=${() => this.#fill(inverted)}>${t('mask.invert')}</button>
                <button id="fill" @click=${() => this.#fill((each) => plain(each, 255))}>${t('mask.fill')}</button>
                <button id="clear" @click=${() => this.#fill((each) => plain(each, 0), false)}>${t('mask.clear')}</button>
              </div>
            </div>` : ''}
        </div>
        <div class="bottom">
          <div class="unseen" aria-live="polite" id="heard"></div>
          <p role="status" id="said">${ready ? this.#said(styles[current]) : ''}</p>
          <button @click=${() => this.#close()}>${t('choose.cancel')}</button>
          <button class="primary" id="apply" ?disabled=${!ready || this.working || this.#lost >= 0} @click=${this.#apply}>
            ${t('choose.apply')}</button>
        </div>
      </dialog>`;
  }

  #said({ title }) {
    const lost = this.#lost;
    if (lost >= 0) return t(isNowhere(this.parts[lost]) ? 'mask.nothing' : 'mask.nowhere', { title: this.styles[lost].title });
    return t(this.side === 'style' ? 'mask.counts' : 'mask.area', { title, value: Math.round(100 * area(this.#mask)) });
  }

  #turn(side) {
    this.side = side;
    this.pointer = undefined;
    this.stale = true;
  }

  #take(index) {
    this.current = index;
    this.pointer = undefined;
    this.stale = true;
    if (!this.pictures[index]) this.side = 'content';
  }

  #range(name, label, min, max, step, value, said) {
    return html`
      <label class="range">${label} <output aria-hidden="true">${said}</output>
        <input id=${name} type="range" min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext=${said}
            @input=${(e) => { this[name] = e.target.valueAsNumber; }}>
      </label>`;
  }

  updated() {
    this.#paint();
  }

  /** The photograph, and upon it each style as far as it goes; of many calls before the next frame the last. */
  #paint() {
    if (!this.ready || this.awaited) return;
    this.awaited = requestAnimationFrame(() => {
      this.awaited = undefined;
      if (this.ready) this.#draw(this.renderRoot.querySelector('canvas'));
    });
  }

  #draw(canvas) {
    const { pictures, layers, current } = this;
    const under = this.side === 'style' ? pictures[current] : this.photograph;
    if (this.stale) this.#painted.forEach((mask, i) => show(mask, layers[i]));
    this.stale = false;
    const scale = Math.min(1, SHOWN_PIXELS / Math.max(under.width, under.height));
    const [width, height] = [under.width, under.height].map((side) => Math.max(1, Math.round(side * scale)));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.veil ??= document.createElement('canvas');
    if (this.veil.width !== width || this.veil.height !== height) Object.assign(this.veil, { width, height });
    const context = canvas.getContext('2d');
    context.globalAlpha = 1;
    context.drawImage(under, 0, 0, width, height);
    const above = this.veil.getContext('2d');
    const laid = (layer, paint, way, alpha) => {
      above.globalCompositeOperation = 'copy';
      above.drawImage(layer, 0, 0, width, height);
      above.globalCompositeOperation = way;
      paint();
      context.globalAlpha = alpha;
      context.drawImage(this.veil, 0, 0);
    };
    if (this.side === 'style') {
      above.fillStyle = VEIL;
      laid(layers[current], () => above.fillRect(0, 0, width, height), 'source-out', 1);
    } else {
      layers.forEach((layer, i) => laid(layer, () => pictures[i] && cover(above, pictures[i], width, height), 'source-in', MASK_ALPHA));
    }
    context.globalAlpha = 1;
    if (this.pointer) this.#ring(context, canvas);
  }

  /** What the brush will cover. */
  #ring(context, canvas) {
    const { width } = this.#mask;
    const [x, y, radius] = [this.pointer.x, this.pointer.y, this.#radius].map((length) => (length * canvas.width) / width);
    const pixel = canvas.width / canvas.getBoundingClientRect().width;
    for (const [color, wide] of [['rgb(20 18 16 / 70%)', 3], ['#fff', 1.5]]) {
      Object.assign(context, { strokeStyle: color, lineWidth: wide * pixel });
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** In pixels of a mask; the slider counts hundredths of its long side. */
  get #radius() {
    const { width, height } = this.#mask;
    return (Math.max(width, height) * this.brush) / 200;
  }

  #at({ clientX, clientY }) {
    const canvas = this.renderRoot.querySelector('canvas');
    const box = canvas.getBoundingClientRect();
    const { width, height } = this.#mask;
    return { x: ((clientX - box.left) / box.width) * width, y: ((clientY - box.top) / box.height) * height };
  }

  #down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.target.setPointerCapture(event.pointerId);
    this.#remember();
    this.last = this.#at(event);
    this.pen = event.pointerId;
    this.#press(event);
  }

  #move(event) {
    this.pointer = this.#at(event);
    const events = event.getCoalescedEvents?.() ?? [];
    if (event.pointerId === this.pen) for (const each of events.length > 0 ? events : [event]) this.#press(each);
    this.#paint();
  }

  #up(event) {
    if (event.pointerId !== this.pen) return;
    this.pen = undefined;
    if (event.pointerType !== 'mouse') this.pointer = undefined;
    this.#changed();
  }

  #leave({ target }) {
    // Keys go on from where the pointer was.
    if (!target.matches(':focus-visible')) this.pointer = undefined;
    this.#paint();
  }

  /** Shows the brush to those who come by keys. */
  #reach({ target }) {
    if (target.matches(':focus-visible')) this.pointer ??= this.#middle;
    this.#paint();
  }

  #drop() {
    this.#lift();
    this.pointer = undefined;
    this.#paint();
  }

  get #middle() {
    const { width, height } = this.#mask;
    return { x: width / 2, y: height / 2 };
  }

  /** Arrows move the brush, a space lays it down until it is let go, an X takes the other tool. */
  #steer(event) {
    const { key, shiftKey, repeat } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pointer = this.pointer ?? this.#middle;
    if (ARROWS[key]) {
      const { width, height } = this.#mask;
      const far = Math.max(width, height) * (shiftKey ? STEP_WITH_SHIFT : STEP);
      const [x, y] = ARROWS[key].map((way) => way * far);
      this.pointer = { x: within(pointer.x + x, width), y: within(pointer.y + y, height) };
      if (this.held) this.#lay(this.pointer);
    } else if (key === ' ') {
      if (!repeat) {
        this.#remember();
        Object.assign(this, { pointer, last: pointer, held: true });
        this.#lay(pointer);
      }
    } else if (key.toLowerCase() === 'x') {
      this.tool = TOOLS.find((tool) => tool !== this.tool);
      this.#announce(t(`mask.${this.tool}`));
    } else {
      return;
    }
    event.preventDefault();
    this.#paint();
  }

  #lift() {
    if (!this.held) return;
    this.held = false;
    this.#changed();
  }

  #press(event) {
    // A pen says how hard it is pressed; a mouse and most fingers say a half, which is no less than all.
    this.#lay(this.#at(event), event.pointerType === 'pen' && event.pressure > 0 ? Math.min(1, 2 * event.pressure) : 1);
  }

  #lay(to, force = 1) {
    const { soft, tool, last } = this;
    const others = this.alone && this.side === 'content' ? this.masks.filter((_, i) => i !== this.current) : [];
    stroke([this.#mask, ...others], last, to, { radius: this.#radius, soft, force, erase: tool === 'eraser' });
    this.last = to;
    this.stale = true;
    this.#paint();
  }

  /** Makes the current mask another at once; the others make room. */
  #fill(make, room = this.alone) {
    this.#remember();
    const made = make(this.#mask);
    const others = (mask) => (room && this.side === 'content' ? without(mask, made) : mask);
    this.#painted = this.#painted.map((mask, i) => (i === this.current ? made : others(mask)));
    this.#changed();
  }

  #remember() {
    const { masks, parts, placed } = this;
    this.undone = [...this.undone.slice(1 - MOST_UNDONE), { masks: masks.map(copy), parts: parts.map(copy), placed }];
    if (this.side === 'content') this.placed = true;
  }

  #undo() {
    const { undone } = this;
    if (undone.length === 0) return;
    Object.assign(this, undone[undone.length - 1]);
    this.undone = undone.slice(0, -1);
    this.#changed();
    this.#announce(t('mask.undone'));
  }

  #changed() {
    this.stale = true;
    this.requestUpdate();
  }

  #key(event) {
    if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#undo();
    } else if (event.key === '[' || event.key === ']') {
      this.brush = Math.min(MOST_BRUSH, Math.max(LEAST_BRUSH, this.brush + (event.key === ']' ? 2 : -2)));
      this.#announce(t('mask.sizeNow', { value: formatNumber(this.brush) }));
    }
  }

  #announce(text) {
    announce(text, this.renderRoot.querySelector('#heard'));
  }

  async #apply() {
    this.working = true;
    const kept = async (mask, counts = true) => (!counts || isEverywhere(mask) ? undefined : { blob: await file(mask) });
    this.#close(await Promise.all(this.masks.map(async (mask, i) => (
      { mask: await kept(mask, this.placed), part: await kept(this.parts[i]) }))));
  }

  #close(masks) {
    this.closed(masks);
    this.renderRoot.querySelector('dialog').close();
  }
}

const within = (value, most) => Math.min(most, Math.max(0, value));

const without = (mask, taken) => ({ ...mask, values: mask.values.map((value, i) => Math.min(value, 255 - taken.values[i])) });

/** Draws a picture over all of a canvas, its middle in the middle. */
function cover(context, picture, width, height) {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
}

customElements.define('mask-dialog', MaskDialog);
