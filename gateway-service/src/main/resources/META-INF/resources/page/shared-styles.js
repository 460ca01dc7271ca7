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

/** A picture on the wall. */
export const figure = css`
  figure { margin: 0; display: flex; flex-direction: column; gap: 10px; min-width: 0; }
  figure img { width: 100%; height: auto; object-fit: contain; border-radius: 6px; box-shadow: var(--shadow); display: block; background: var(--sunken); }
  figcaption { color: var(--muted); font-size: 14px; }
`;
