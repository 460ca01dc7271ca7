import { isPainting } from '/page/states.js';

/**
 * What hangs on the wall: a painting each, and each sheet once, at the place of its newest variant.
 * Gives {key, transfers, sheet?}, where `sheet` is the group of several.
 */
export function fold(transfers) {
  const hung = new Map();
  for (const transfer of transfers) {
    const key = transfer.group ?? transfer.id;
    if (!hung.has(key)) hung.set(key, { key, sheet: transfer.group, transfers: [] });
    hung.get(key).transfers.push(transfer);
  }
  return [...hung.values()];
}

export const done = ({ transfers }) => transfers.filter((each) => !isPainting(each)).length;
