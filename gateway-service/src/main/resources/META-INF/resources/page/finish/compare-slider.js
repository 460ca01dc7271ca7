import { LitElement, css, html } from 'lit';
import { still } from '/page/shared-styles.js';
import { t } from '/page/texts.js';

const STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 };

/**
 * Two pictures of one shape, one upon the other: slot `before` is seen left of a line that can be moved, slot `after` right of it.
 * `size` is {width, height} in pixels of the pictures.
 */
class CompareSlider extends LitElement {
  static properties = {
    size: { attribute: false },
    position: { state: true },
    whole: { state: true },
  };

  static styles = [still, css`
    :host { display: block; position: relative; --shape: 1; --pixels: 0px; --tallest: max(280px, 100dvh - 128px); }
    @media (max-width: 860px) { :host { --tallest: 48dvh; } }
    .view { border-radius: 8px; }
    .frame {
      position: relative; width: 100%; aspect-ratio: var(--shape); overflow: hidden; border-radius: 8px;
      background: var(--sunken); box-shadow: var(--shadow); touch-action: pan-y; cursor: ew-resize; user-select: none;
    }
    .whole .view { max-height: var(--tallest); overflow: auto; }
    .whole .frame { width: var(--pixels); touch-action: auto; cursor: grab; }
    .before, .after { position: absolute; inset: 0; }
    .before { clip-path: inset(0 calc(100% - var(--at)) 0 0); }
    ::slotted(*) { display: block; width: 100%; height: 100%; object-fit: fill; pointer-events: none; }
    .line {
      position: absolute; top: 0; bottom: 0; left: var(--at); width: 2px; margin-left: -1px; background: #fff;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 12%), 0 0 12px rgb(0 0 0 / 30%);
    }
    .handle {
      position: absolute; top: 50%; left: clamp(24px, var(--at), calc(100% - 24px)); width: 44px; height: 44px; margin: -22px 0 0 -22px;
      border-radius: 50%; background: #fff; box-shadow: 0 1px 3px rgb(0 0 0 / 30%), 0 6px 20px rgb(0 0 0 / 25%);
      cursor: ew-resize; touch-action: none; display: grid; place-items: center;
    }
    .handle:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
    .handle svg { width: 20px; height: 20px; fill: none; stroke: #1d1b19; stroke-width: 1.8; stroke-linecap: round; }
    .tag {
      position: absolute; bottom: 14px; padding: 6px 12px; border-radius: 999px; font-size: 13px; line-height: 1; pointer-events: none;
      color: #fff; background: rgb(20 18 16 / 62%); backdrop-filter: blur(6px); transition: opacity 160ms;
    }
    .tag.left { left: 14px; }
    .tag.right { right: 14px; }
    .tag.gone { opacity: 0; }
    .zoom {
      position: absolute; top: 12px; right: 12px; border: 0; border-radius: 999px; padding: 0 14px; height: 34px; font: 600 13px/1 inherit;
      font-family: inherit; color: #fff; background: rgb(20 18 16 / 62%); backdrop-filter: blur(6px); cursor: pointer;
    }
    .zoom:hover { background: rgb(20 18 16 / 80%); }
    .zoom:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .box { position: relative; width: min(100%, var(--tallest) * var(--shape)); margin: 0 auto; }
    .whole .box { width: 100%; }
    @media (pointer: coarse) { .zoom { height: 44px; } }
    /* What it names is no wider there. */
    @media (max-width: 480px) { .tag { padding: 6px 8px; font-size: 12px; } .tag.left { left: 8px; } .tag.right { right: 8px; } }
  `];

  constructor() {
    super();
    this.position = 28;
    this.whole = false;
  }

  render() {
    const { position } = this;
    return html`
      <div class=${this.whole ? 'whole' : ''}>
        <div class="box">
          <div class="view" tabindex=${this.whole ? 0 : -1} role=${this.whole ? 'region' : 'presentation'}
              aria-label=${t('finish.wholeSize')}>
            <div class="frame" @pointerdown=${this.#press} @pointermove=${this.#drag} @lostpointercapture=${this.#release}>
              <div class="after"><slot name="after"></slot></div>
              <div class="before"><slot name="before"></slot></div>
              <span class="tag left ${position < 14 ? 'gone' : ''}" aria-hidden="true">${t('finish.original')}</span>
              <span class="tag right ${position > 86 ? 'gone' : ''}" aria-hidden="true">${t('finish.result')}</span>
              <div class="line"></div>
              <div class="handle" role="slider" tabindex="0" aria-label=${t('finish.compare')} aria-orientation="horizontal"
                  aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(position)} aria-valuetext=${this.#words()}
                  @keydown=${this.#key}>
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7 5 2.5 10 7 15M13 5l4.5 5-4.5 5"></path></svg>
              </div>
            </div>
          </div>
          ${this.size ? html`<button class="zoom" aria-pressed=${String(this.whole)} @click=${this.#zoom}>${
            this.whole ? t('finish.fit') : '100 %'}</button>` : ''}
        </div>
      </div>`;
  }

  updated(changed) {
    if (changed.has('position')) this.style.setProperty('--at', `${this.position}%`);
    if (changed.has('size') && this.size) {
      const { width, height } = this.size;
      this.style.setProperty('--shape', width / height);
      // One pixel of the picture is one of the screen.
      this.style.setProperty('--pixels', `${width / devicePixelRatio}px`);
    }
  }

  #words() {
    const rounded = Math.round(this.position);
    if (rounded === 0) return t('finish.onlyResult');
    return rounded === 100 ? t('finish.onlyOriginal') : t('finish.share', { original: rounded, result: 100 - rounded });
  }

  #key(event) {
    const { key, shiftKey } = event;
    const to = { Home: 0, End: 100 }[key] ?? this.position + (STEPS[key] ?? NaN) * (shiftKey ? 5 : 1);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    this.#move(to);
  }

  #press(event) {
    const onHandle = event.composedPath().includes(this.renderRoot.querySelector('.handle'));
    // At full size the picture itself is for scrolling, which fingers do without help.
    const scrolls = this.whole && !onHandle;
    if (event.button !== 0 || (scrolls && event.pointerType === 'touch')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.drags = scrolls ? this.#scroll : this.#follow;
    this.#drag(event);
  }

  #drag(event) {
    this.drags?.(event);
  }

  #release() {
    this.drags = undefined;
  }

  #follow({ currentTarget, clientX }) {
    const { left, width } = currentTarget.getBoundingClientRect();
    this.#move((100 * (clientX - left)) / width);
  }

  #scroll({ type, movementX, movementY }) {
    if (type === 'pointermove') this.renderRoot.querySelector('.view').scrollBy(-movementX, -movementY);
  }

  /** Between the whole picture and its middle, pixel by pixel. */
  async #zoom() {
    this.whole = !this.whole;
    await this.updateComplete;
    const view = this.renderRoot.querySelector('.view');
    view.scrollTo((view.scrollWidth - view.clientWidth) / 2, (view.scrollHeight - view.clientHeight) / 2);
  }

  #move(position) {
    this.position = Math.max(0, Math.min(100, position));
  }
}

customElements.define('compare-slider', CompareSlider);
