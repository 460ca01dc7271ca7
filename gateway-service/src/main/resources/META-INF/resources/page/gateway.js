// The gateway's public API, as far as the page uses it (see /openapi.yaml).

/** An RFC 9457 problem; `message` is what a person should read. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail || body.title);
    this.title = body.title;
    this.type = body.type;
    this.status = body.status;
  }
}

async function json(response) {
  if (response.ok) return response.json();
  const problem = (response.headers.get('content-type') || '').includes('json')
    ? await response.json()
    : { title: response.statusText || `HTTP ${response.status}`, status: response.status };
  throw new Problem(problem);
}

/** Posts a transfer; content and style are Blobs. Resolves to the Transfer with its links. */
export async function submit({ content, style, options, idempotencyKey }) {
  const form = new FormData();
  form.append('content', content, 'content');
  form.append('style', style, 'style');
  form.append('options', new Blob([JSON.stringify(options)], { type: 'application/json' }));
  return json(await fetch('/v1/transfers', {
    method: 'POST',
    body: form,
    headers: { 'Idempotency-Key': idempotencyKey },
  }));
}

export async function transfer(id) {
  return json(await fetch(`/v1/transfers/${encodeURIComponent(id)}`));
}

export async function transfers(limit) {
  return json(await fetch(`/v1/transfers?limit=${limit}`));
}

export async function samples() {
  return json(await fetch('/samples/samples.json'));
}

const EVENTS = ['started', 'progressed', 'completed', 'failed'];

/**
 * Follows a transfer. `on` has a function for each of transfer, started, progressed, completed, failed, and `connected(boolean)`.
 * EventSource reconnects by itself with Last-Event-ID, so nothing is missed. Returns a function that stops following.
 */
export function follow(id, on) {
  const source = new EventSource(`/v1/transfers/${encodeURIComponent(id)}/events`);
  const receive = (name) => (event) => on[name](JSON.parse(event.data));
  source.addEventListener('transfer', receive('transfer'));
  for (const name of EVENTS) source.addEventListener(`transfer.${name}`, receive(name));
  for (const name of ['completed', 'failed']) source.addEventListener(`transfer.${name}`, () => source.close());
  source.onopen = () => on.connected(true);
  source.onerror = () => on.connected(false);
  return () => source.close();
}
