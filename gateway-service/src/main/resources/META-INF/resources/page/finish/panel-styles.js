import { css } from 'lit';

/** A quiet group of controls beside the picture. */
export const panel = css`
  :host { display: block; }
  .head { display: flex; align-items: baseline; justify-content: space-between; gap: 12px; margin-bottom: 12px; }
  h3 { margin: 0; font-size: 15px; font-weight: 600; letter-spacing: -0.005em; }
  p { margin: 0; color: var(--muted); font-size: 14px; line-height: 1.45; }
  .problem { color: var(--accent); }
  button.quiet {
    border: 0; padding: 4px 0; background: none; font: inherit; font-size: 14px; color: var(--muted); text-decoration: underline;
    text-decoration-color: var(--line); text-underline-offset: 4px; cursor: pointer;
  }
  button.quiet:hover { color: var(--ink); text-decoration-color: currentcolor; }
  button.quiet:disabled { visibility: hidden; }
`;

/** A range whose track is filled from its neutral value (\`--from\`) to its own (\`--to\`). */
export const range = css`
  input[type='range'] { appearance: none; width: 100%; height: 24px; margin: 0; background: none; cursor: pointer; }
  input[type='range']::-webkit-slider-runnable-track {
    height: 4px; border-radius: 2px;
    background: linear-gradient(to right, var(--line) var(--from), var(--accent) var(--from) var(--to), var(--line) var(--to));
  }
  input[type='range']::-moz-range-track {
    height: 4px; border-radius: 2px;
    background: linear-gradient(to right, var(--line) var(--from), var(--accent) var(--from) var(--to), var(--line) var(--to));
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none; width: 18px; height: 18px; margin-top: -7px; border-radius: 50%; background: var(--surface); border: 0;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 14%), 0 1px 4px rgb(0 0 0 / 28%);
  }
  input[type='range']::-moz-range-thumb {
    width: 18px; height: 18px; border-radius: 50%; background: var(--surface); border: 0;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 14%), 0 1px 4px rgb(0 0 0 / 28%);
  }
  input[type='range']:focus-visible { outline: none; }
  input[type='range']:focus-visible::-webkit-slider-thumb { outline: 2px solid var(--focus); outline-offset: 2px; }
  input[type='range']:focus-visible::-moz-range-thumb { outline: 2px solid var(--focus); outline-offset: 2px; }
  @media (prefers-color-scheme: dark) {
    input[type='range']::-webkit-slider-thumb { background: var(--ink); }
    input[type='range']::-moz-range-thumb { background: var(--ink); }
  }
  @media (pointer: coarse) { input[type='range'] { height: 44px; } }
`;
