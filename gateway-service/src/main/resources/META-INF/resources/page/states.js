// The states of a transfer (see the schema transfer.v1), as the page groups them.

export const PAINTING = ['queued', 'starting', 'running', 'paused', 'cancelling'];
export const FINISHED = ['succeeded'];
export const FAILED = ['failed', 'cancelled', 'expired'];

export const isPainting = ({ state }) => PAINTING.includes(state);

/** How much of it is painted, 0..1. */
export const fraction = ({ state, progress }) =>
  (state === 'succeeded' ? 1 : progress ? Math.min(1, progress.evaluation / progress.evaluations) : 0);
