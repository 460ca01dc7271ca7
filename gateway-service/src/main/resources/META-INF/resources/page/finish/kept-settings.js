import { NEUTRAL, isNeutral } from '/page/finish/adjustment.js';

const name = (transfer) => `adjusted-${transfer}`;

/** How a painting was adjusted in this tab before. */
export const keptSettings = (transfer) => ({ ...NEUTRAL, ...JSON.parse(sessionStorage.getItem(name(transfer))) });

/** So that a reload loses nothing. */
export function keepSettings(transfer, settings) {
  if (isNeutral(settings)) sessionStorage.removeItem(name(transfer));
  else sessionStorage.setItem(name(transfer), JSON.stringify(settings));
}
