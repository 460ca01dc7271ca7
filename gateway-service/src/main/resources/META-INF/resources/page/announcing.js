const PATIENCE_MILLIS = 100;

/** For what nothing on the page says in words by itself. It stays where a view goes. */
const page = document.createElement('div');
page.setAttribute('role', 'status');
page.className = 'unseen';
document.body.append(page);

const waiting = new WeakMap();

/**
 * Says a text to those who hear the page. What lies behind an open dialog is not heard, so that one needs a `region` of its own, a live one
 * that nothing else writes to.
 */
export function announce(text, region = page) {
  clearTimeout(waiting.get(region));
  // What is there already would not be said again.
  region.textContent = '';
  waiting.set(region, setTimeout(() => { region.textContent = text; }, PATIENCE_MILLIS));
}
