import { t } from '/page/texts.js';

// In the order of the sheet, from strong to faint; what the gateway calls them is in its Variants.
const NAMES = [
  'studio', 'studio, gentle', 'studio, faint', 'studio, faintest', 'studio, smooth', 'studio, dotted', 'studio, from noise', 'keras',
  'report', 'gatys, from the photograph', 'studio, softer', 'studio, smooth and faint',
];

const LAST_STEP = NAMES.indexOf('studio, faintest');

const ALONE = /^style (\d+) alone$/;

/** What a variant is called, in the reader's language; a name that someone else gave stays. */
export function variantName(name) {
  if (name === undefined) return t('sheet.variant');
  const alone = ALONE.exec(name);
  if (alone) return t('sheet.alone', { number: alone[1] });
  return NAMES.includes(name) ? t(`sheet.name.${name}`) : name;
}

/** Sorts transfers of one sheet as the sheet shows them. They come in no order, for they were asked for in one moment. */
export function inOrder(transfers) {
  const name = ({ labels }) => labels?.variant ?? '';
  const place = (transfer) => {
    const alone = ALONE.exec(name(transfer));
    return alone ? LAST_STEP + alone[1] / 10 : NAMES.indexOf(name(transfer));
  };
  return [...transfers].sort((a, b) => place(a) - place(b) || name(a).localeCompare(name(b), undefined, { numeric: true }));
}
