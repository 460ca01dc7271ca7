import { css } from 'lit';

/** A sheet of paper laid upon the page. */
export const dialog = css`
  dialog {
    width: min(720px, calc(100vw - 24px)); max-height: min(860px, calc(100dvh - 24px)); padding: 0; border: 0; border-radius: var(--radius);
    color: var(--ink); background: var(--surface); box-shadow: 0 24px 80px rgb(0 0 0 / 35%);
  }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgb(20 18 16 / 55%); backdrop-filter: blur(3px); }
  .top { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; padding: 24px 28px 12px; }
  h2 { margin: 0; font-size: 22px; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; }
  .body { overflow: auto; padding: 4px 28px 12px; }
  .bottom { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; padding: 16px 28px 24px; border-top: 1px solid var(--line); }
  .bottom p { flex: 1 1 160px; }
  p { margin: 0; color: var(--muted); font-size: 14px; line-height: 1.45; }
  @media (max-width: 480px) { .top { padding: 20px 18px 10px; } .body { padding: 4px 18px 10px; } .bottom { padding: 14px 18px 18px; } }
`;
