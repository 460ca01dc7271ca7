// The gateway's public API, as far as the page uses it (see /openapi.yaml).
import { t } from '/page/texts.js';

/** An RFC 9457 problem; `message` is what a person should read. */
export class Problem extends Error {
  constructor(body, message) {
    super(message);
    this.title = body.title;
    this.type = body.type;
    this.status = body.status;
    /** Which part of the request it is about, and the limit that was passed, where the gateway says so. */
    this.part = body.part;
    this.maximum = body.maximum;
  }
}

/** The problem that an answer tells of; what it says is loaded with the first. */
async function problem(body) {
  const { problemText } = await import('/page/problems.js');
  return new Problem(body, problemText(body));
}

/** What a person should read of what went wrong with a call. */
export const reason = (error) => (error instanceof Problem ? error.message : t('unreachable'));

/** Fires `needed` when the gateway asks who one is. */
export const access = new EventTarget();

async function json(response) {
  if (response.ok) return response.status === 204 ? undefined : response.json();
  const body = (response.headers.get('content-type') || '').includes('json')
    ? await response.json()
    : { title: response.statusText || `HTTP ${response.status}`, status: response.status };
  if (response.status === 401) access.dispatchEvent(new Event('needed'));
  throw await problem(body);
}

const address = (id, rest = '') => `/v1/transfers/${encodeURIComponent(id)}${rest}`;

const send = async (method, url, body, headers = {}) => json(await fetch(url, {
  method,
  headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
  body: body === undefined ? undefined : JSON.stringify(body),
}));

/** Shows an API key or a token; the browser keeps it in a cookie that no script can read. */
export async function signIn(credential) {
  const response = await fetch('/v1/session', { method: 'POST', headers: { Authorization: `Bearer ${credential}` } });
  if (!response.ok) throw await problem(await response.json());
}

/** Who one is: {tenant, signedIn}. */
export const session = () => send('GET', '/v1/session');

export const signOut = () => send('DELETE', '/v1/session');

/** Stores a picture; resolves to its {id, width, height}. */
export const upload = async (blob) => json(await fetch('/v1/images', {
  method: 'POST',
  headers: { 'Content-Type': blob.type || 'application/octet-stream' },
  body: blob,
}));

/** Asks for a transfer: {content, styles, options, labels?}, images by id. The same key never makes a second one. */
export const submit = (request, key) => send('POST', '/v1/transfers', request, { 'Idempotency-Key': key });

/** Asks for a sheet of small variants: {content, styles, options?, variants?}. Resolves to {group, transfers}. */
export const submitSheet = (request, key) => send('POST', '/v1/transfers:preview-sheet', request, { 'Idempotency-Key': key });

/** Asks for a new transfer of the same pictures; `options` override those of the first. */
export const goOn = (id, options, key) => send('POST', address(id, '/continue'), { options }, { 'Idempotency-Key': key });

/** What painting a picture of this size would take: {width, height, seconds, queueSeconds, ...}; seconds is null where nobody can tell. */
export const predict = (width, height, options) => send('POST', '/v1/transfers:predict', { width, height, options });

export const transfer = (id) => send('GET', address(id));

/** One page of one's transfers, newest first: {limit, cursor, state, label, group}. Resolves to {transfers, next?}. */
export function transfers(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return send('GET', `/v1/transfers?${new URLSearchParams(given)}`);
}

/** `cancel`, `pause` or `resume`. */
export const control = (id, verb) => send('POST', address(id, `/${verb}`));

/** Other weights for a painting on its way. */
export const reweight = (id, change) => send('PATCH', address(id, '/options'), change);

/** Cancels the transfer if it runs, and removes all of it. */
export const remove = (id) => send('DELETE', address(id));

/** The same for when the page is being left: the browser sends it nevertheless. */
export const removeOnLeaving = (id) => fetch(address(id), { method: 'DELETE', keepalive: true });

export const manifest = (id) => send('GET', address(id, '/manifest'));

/** The manifest as it is stored, as a Blob. */
export const manifestFile = (id) => bytes(address(id, '/manifest'));

/** Address of the painting; with any of {format, width, quality, blend, hue, saturation, brightness, contrast}, rendered so. */
export function result(id, rendition = {}) {
  const query = new URLSearchParams(rendition).toString();
  return address(id, `/result${query ? `?${query}` : ''}`);
}

/** The file at an address of the gateway, as a Blob. */
export async function bytes(url) {
  const response = await fetch(url);
  return response.ok ? response.blob() : json(response);
}

/** A link to the painting, for whoever has it, until it expires: {url, expiresAt}. */
export const link = (id) => send('POST', address(id, '/links'), { name: 'result.png' });

/** Address of the picture as it was at a preview's number. */
export const preview = (id, number) => address(id, `/previews/${number}`);

export const image = (id) => `/v1/images/${encodeURIComponent(id)}/content`;

export const samples = () => send('GET', '/samples/samples.json');

/** Not crypto.randomUUID(), which plain HTTP on another host than localhost lacks. */
export function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const EVENTS = [
  'starting', 'started', 'progressed', 'reweighted', 'paused', 'released', 'completed', 'failed', 'cancelled', 'expired',
];

const ENDS = ['completed', 'failed', 'cancelled', 'expired'];
const RETRY = 2000; // ms

/**
 * Follows a transfer. `on` has `transfer`, a function for each event it cares about, and `connected(boolean)`. A stream that breaks goes on
 * after the last event, so nothing is missed. Returns a function that stops following.
 */
export function follow(id, on) {
  let source;
  let retry;
  let last;
  const receive = (name) => (event) => {
    last = event.lastEventId || last;
    on[name]?.(JSON.parse(event.data));
  };
  const connect = () => {
    source = new EventSource(address(id, `/events${last ? `?lastEventId=${last}` : ''}`));
    source.addEventListener('transfer', receive('transfer'));
    for (const name of EVENTS) source.addEventListener(`transfer.${name}`, receive(name));
    for (const name of ENDS) source.addEventListener(`transfer.${name}`, () => source.close());
    source.onopen = () => on.connected(true);
    source.onerror = () => {
      on.connected(false);
      if (source.readyState !== EventSource.CLOSED) return;
      // EventSource gives up where something in between answers for the gateway, and where the gateway refuses, but does not say which.
      session().catch(() => {});
      retry = setTimeout(connect, RETRY);
    };
  };
  connect();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
