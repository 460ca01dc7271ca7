/**
 * Calls `work` at once and then again, `pause()` seconds after each end, while the page is seen; when it comes back into sight, at once.
 * Returns a function that stops it.
 */
export function poll(work, pause) {
  let timer;
  let stopped = false;
  let busy = false;

  async function turn() {
    clearTimeout(timer);
    if (busy || stopped || document.hidden) return;
    busy = true;
    await work();
    busy = false;
    if (!stopped) timer = setTimeout(turn, pause() * 1000);
  }

  document.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', turn);
  };
}
