import { LitElement, css, html } from 'lit';
import '/page/patient-picture.js';
import { done } from '/page/gallery/folding.js';
import { still } from '/page/shared-styles.js';
import { fraction, isPainting } from '/page/states.js';
import { formatMoment, t } from '/page/texts.js';

/** A painting on the wall, or a sheet of several. Fires `select` when it is to be selected or not any more, and `remove`. */
class WallTile extends LitElement {
  static properties = { hung: { attribute: false }, pictures: { attribute: false }, selected: {}, selecting: {} };

  static styles = [still, css`
    :host { display: block; position: relative; min-width: 0; }
    a { display: block; color: inherit; text-decoration: none; border-radius: 8px; }
    a:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
    .frame {
      position: relative; display: grid; aspect-ratio: 4 / 3; border-radius: 8px; overflow: hidden; background: var(--sunken);
      transition: translate 160ms ease-out, box-shadow 160ms;
    }
    .frame.sheet { grid-template-columns: repeat(2, 1fr); grid-template-rows: repeat(2, 1fr); gap: 3px; background: none; }
    .frame.sheet > * { background: var(--sunken); }
    a:hover .frame { translate: 0 -2px; box-shadow: var(--shadow); }
    .photograph { filter: grayscale(1) opacity(0.3); }
    .failed { filter: grayscale(1) opacity(0.45); }
    .bar { position: absolute; inset: auto 0 0; height: 4px; background: rgb(0 0 0 / 35%); }
    .bar span { display: block; height: 100%; background: var(--accent); transform-origin: left; transition: transform 2s linear; }
    .caption {
      display: flex; justify-content: space-between; gap: 10px; padding: 9px 2px 0; font-size: 14px; line-height: 1.35;
      min-height: 2.6em;
    }
    .caption span { color: var(--muted); font-variant-numeric: tabular-nums; }
    .caption b { font-weight: 600; text-align: end; }
    label {
      position: absolute; inset: 4px auto auto 4px; padding: 8px; cursor: pointer; opacity: 0; transition: opacity 120ms;
      border-radius: 999px;
    }
    :host(:hover) label, label:focus-within, label.kept { opacity: 1; }
    @media (hover: none) { label { opacity: 1; } }
    input {
      display: block; appearance: none; margin: 0; width: 24px; height: 24px; border-radius: 999px; border: 2px solid #fff;
      background: rgb(20 18 16 / 55%); cursor: pointer;
    }
    input:checked { background: var(--accent) no-repeat center / 14px url("/page/gallery/tick.svg"); }
    input:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--ground); }
    .chosen .frame { outline: 3px solid var(--accent); outline-offset: 3px; }
    @media (max-width: 480px) { .caption { flex-direction: column; gap: 0; } .caption b { text-align: start; } }
  `];

  focus() {
    this.renderRoot.querySelector('a').focus();
  }

  updated() {
    const bar = this.renderRoot.querySelector('.bar span');
    if (bar) bar.style.transform = `scaleX(${this.#fraction()})`;
  }

  #fraction() {
    const { transfers } = this.hung;
    return transfers.reduce((sum, each) => sum + (isPainting(each) ? fraction(each) : 1), 0) / transfers.length;
  }

  render() {
    const { transfers, sheet } = this.hung;
    const [newest] = transfers;
    const name = this.#name();
    return html`
      <a class=${this.selected ? 'chosen' : ''} href=${sheet ? `#/sheets/${sheet}` : `#/transfers/${newest.id}`} aria-label=${name}
          aria-keyshortcuts="Delete" @keydown=${this.#key}>
        <div class="frame ${sheet ? 'sheet' : ''}">
          ${(sheet ? this.#telling() : [newest]).map((each) => this.#picture(each))}
          ${transfers.some(isPainting) ? html`<div class="bar"><span></span></div>` : ''}
        </div>
        <div class="caption"><span>${formatMoment(newest.createdAt)}</span> <b>${this.#state()}</b></div>
      </a>
      <label class=${this.selected || this.selecting ? 'kept' : ''}>
        <input type="checkbox" .checked=${Boolean(this.selected)} aria-label=${t('gallery.select', { name })}
            @change=${() => this.dispatchEvent(new Event('select'))}>
      </label>`;
  }

  /** Four of a sheet's, those that are painted first. */
  #telling() {
    return [...this.hung.transfers].sort((a, b) => fraction(b) - fraction(a)).slice(0, 4);
  }

  #picture(transfer) {
    const picture = this.pictures.of(transfer);
    const ended = transfer.state !== 'succeeded' && !isPainting(transfer);
    return html`<patient-picture class=${ended ? 'failed' : picture?.kind ?? ''} .src=${picture?.src}></patient-picture>`;
  }

  #state() {
    const { transfers, sheet } = this.hung;
    const [{ state }] = transfers;
    if (sheet) {
      const painted = done(this.hung);
      const count = transfers.length;
      return painted === count ? t('gallery.sheet', { count }) : t('gallery.sheetSome', { done: painted, count });
    }
    if (state === 'succeeded') return '';
    return state === 'running' ? t('sheet.percent', { percent: Math.round(this.#fraction() * 100) }) : t(`sheet.state.${state}`);
  }

  #name() {
    const { transfers, sheet } = this.hung;
    const date = formatMoment(transfers[0].createdAt);
    if (sheet) return t('gallery.sheetOf', { date, count: transfers.length });
    return [t('gallery.painted', { date }), this.#state()].filter(Boolean).join(', ');
  }

  #key(event) {
    if (event.key === 'Delete') this.dispatchEvent(new Event('remove'));
  }
}

customElements.define('wall-tile', WallTile);
