// The draft on this device: one record a tab, its pictures beside it. Without a database (a private window) nothing is kept.
import { randomKey } from '/page/gateway.js';

const TAB = 'impasto.draft';
const MOST_DRAFTS = 5;

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const database = (async () => {
  const request = indexedDB.open('impasto-drafts', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('drafts', { keyPath: 'key' });
    request.result.createObjectStore('pictures');
  };
  return settled(request);
})();
database.catch(() => {});

/** Every picture of one draft. */
const all = (key) => IDBKeyRange.bound([key], [key, []]);

/** Whether this tab is the only one with the key: a tab that was duplicated has the other's. */
const hold = (key) => new Promise((resolve) => {
  if (!navigator.locks) resolve(true);
  navigator.locks?.request(`${TAB}.${key}`, { ifAvailable: true }, (lock) => {
    resolve(Boolean(lock));
    return lock ? new Promise(() => {}) : undefined;
  }).catch(() => resolve(true));
});

const tab = (async () => {
  const before = sessionStorage.getItem(TAB);
  const key = before && await hold(before) ? before : randomKey();
  if (key !== before) await hold(key);
  sessionStorage.setItem(TAB, key);
  return { before, key };
})();
tab.catch(() => {});

/** What this tab had chosen, else what was last chosen in another: {content, styles, options}, or undefined. */
export async function kept() {
  try {
    const { before } = await tab;
    const stores = (await database).transaction(['drafts', 'pictures'], 'readwrite');
    const drafts = stores.objectStore('drafts');
    const pictures = stores.objectStore('pictures');
    const newest = (await settled(drafts.getAll())).sort((a, b) => b.at - a.at);
    for (const { key } of newest.slice(MOST_DRAFTS)) {
      drafts.delete(key);
      pictures.delete(all(key));
    }
    const found = newest.find(({ key }) => key === before) ?? newest[0];
    if (!found) return undefined;
    const keys = await settled(pictures.getAllKeys(all(found.key)));
    const values = await settled(pictures.getAll(all(found.key)));
    const files = new Map(keys.map(([, name], i) => [name, values[i]]));
    const content = found.content && picture(found.content, files);
    return { content, styles: found.styles.map((each) => picture(each, files)), options: found.options };
  } catch {
    return undefined;
  }
}

function picture(each, files) {
  const { blob, original, mask, part } = files.get(each.key) ?? {};
  const before = each.original && { ...each.original, ...(original ? { blob: original } : {}) };
  return {
    ...each,
    ...(blob ? { blob, url: URL.createObjectURL(blob) } : {}),
    ...(before ? { original: before } : {}),
    ...(mask ? { mask: { blob: mask } } : {}),
    ...(part ? { part: { blob: part } } : {}),
  };
}

let writing = Promise.resolve();
let next;

/** Keeps a draft; of many changes at once the last. */
export function keep(draft) {
  if (!next) writing = writing.then(() => write(next)).catch(() => {});
  next = draft;
}

async function write(draft) {
  next = undefined;
  const [{ key }, db] = await Promise.all([tab, database]);
  const stores = db.transaction(['drafts', 'pictures'], 'readwrite');
  const pictures = stores.objectStore('pictures');
  const there = new Set((await settled(pictures.getAllKeys(all(key)))).map(([, name]) => name));
  const written = [draft.content, ...draft.styles].filter(Boolean).map((each) => {
    each.key ??= randomKey();
    if ((each.blob || each.mask?.blob || each.part?.blob) && !there.has(each.key)) {
      pictures.put({ blob: each.blob, original: each.original?.blob, mask: each.mask?.blob, part: each.part?.blob }, [key, each.key]);
    }
    there.delete(each.key);
    return record(each);
  });
  for (const name of there) pictures.delete([key, name]);
  const content = draft.content && written.shift();
  stores.objectStore('drafts').put({ key, at: Date.now(), content, styles: written, options: { ...draft.options } });
}

/** A picture without what is kept elsewhere, or is not to be kept: the gateway forgets what it was sent, so its id goes unless it is all. */
function record({ blob, refused, id, url, original, mask, part, ...rest }) {
  const { blob: file, ...before } = original ?? {};
  const stored = { ...(mask && !mask.blob ? { mask } : {}), ...(part && !part.blob ? { part } : {}) };
  return { ...rest, ...stored, ...(blob ? {} : { url }), ...(blob || rest.sample ? {} : { id }), ...(original ? { original: before } : {}) };
}
