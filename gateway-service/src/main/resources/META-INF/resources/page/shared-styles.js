import { css } from 'lit';

/** Buttons, and links that act like one. */
export const button = css`
  button, a.button {
    font: 600 15px/1 "Inter", system-ui, sans-serif; color: var(--ink); background: transparent; text-decoration: none;
    border: 1px solid var(--line); border-radius: 999px; padding: 13px 22px; cursor: pointer; transition: background 120ms, border-color 120ms;
  }
  button:hover, a.button:hover { border-color: var(--muted); }
  button.primary, a.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.primary:hover, a.button.primary:hover { background: color-mix(in oklab, var(--accent), black 10%); }
  button:disabled { opacity: 0.5; cursor: default; }
  button:focus-visible, a:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; }
  a { color: inherit; text-underline-offset: 4px; }
`;

/** A row of which one is chosen: labels of a radio button and a span. */
export const choices = css`
  .choices {
    display: inline-flex; flex-wrap: wrap; align-items: center; background: var(--sunken); border-radius: 24px; padding: 4px;
    outline: 1px solid var(--line); outline-offset: -1px;
  }
  .choices label { position: relative; cursor: pointer; }
  .choices label input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer; }
  .choices span {
    display: block; padding: 9px 15px; border-radius: 999px; font-size: 14px; line-height: 1.2; color: var(--muted); white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .choices input:checked + span { background: var(--chosen); color: var(--ink); box-shadow: 0 1px 3px rgb(0 0 0 / 14%); }
  .choices input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 1px; }
  @media (max-width: 680px) { .choices span { padding: 9px 11px; } }
  @media (pointer: coarse) { .choices span { padding-block: 14px; } }
`;

/** For who wants less motion. What rises under the pointer does so by `translate`. */
export const still = css`
  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; translate: none !important; } }
`;

/** A picture on the wall. */
export const figure = css`
  figure { margin: 0; display: flex; flex-direction: column; gap: 10px; min-width: 0; }
  figure img { width: 100%; height: auto; object-fit: contain; border-radius: 6px; box-shadow: var(--shadow); display: block; background: var(--sunken); }
  figcaption { color: var(--muted); font-size: 14px; }
`;
