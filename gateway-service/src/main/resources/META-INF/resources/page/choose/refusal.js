import { Problem } from '/page/gateway.js';
import '/page/more-texts.js';
import { formatNumber, t } from '/page/texts.js';

const MEBIBYTE = 1024 * 1024;

/** Why the gateway did not take a picture, and what to do. */
export function refusal(picture, error) {
  const name = picture?.title ?? t('choose.yourFile');
  if (!(error instanceof Problem)) return t('choose.notSent', { name });
  if (error.type === 'urn:impasto:problem:body-too-large' && error.maximum) {
    const size = picture?.blob ? formatNumber(picture.blob.size / MEBIBYTE) : '?';
    return t('choose.tooLarge', { name, size, most: formatNumber(error.maximum / MEBIBYTE) });
  }
  if (error.type === 'urn:impasto:problem:image-too-large') return t('choose.tooManyPixels', { name, detail: error.message });
  if (error.type === 'urn:impasto:problem:not-an-image') return t('choose.notAPicture', { name });
  if (error.type === 'urn:impasto:problem:image-unknown') return t('choose.forgotten', { name });
  return t('choose.refused', { name, detail: error.message });
}
