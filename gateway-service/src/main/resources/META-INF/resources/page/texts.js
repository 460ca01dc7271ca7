// Texts in the reader's language: those that are seen at first from /texts/<language>.json, the others by more-texts.js.

const LANGUAGES = ['en', 'de'];
const CHOICE = 'language';

/** What was chosen here before, else the first of the browser's that there is. */
export const language = [localStorage.getItem(CHOICE), ...(navigator.languages || [])]
  .map((tag) => tag?.slice(0, 2))
  .find((tag) => LANGUAGES.includes(tag)) || 'en';

/** The same with the reader's country, where the browser tells it: how numbers and times are written there. */
export const locale = navigator.languages?.find((tag) => tag.startsWith(language)) ?? language;

/** The one that the page does not speak now. */
export const otherLanguage = LANGUAGES.find((each) => each !== language);

/** Speaks the other language from now on. */
export function switchLanguage() {
  localStorage.setItem(CHOICE, otherLanguage);
  location.reload();
}

document.documentElement.lang = language;

const texts = {};

/** Adds the texts of a file, /texts/<language><suffix>.json. */
export async function learn(suffix = '') {
  Object.assign(texts, await (await fetch(`/texts/${language}${suffix}.json`)).json());
}

await learn();

/** A text with its {placeholders} filled in. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** The text named `key`, its {placeholders} filled in. */
export const t = (key, values = {}) => fill(texts[key], values);

const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

export const formatNumber = (value) => number.format(value);

const factor = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

/** How many times as large something is. */
export const formatFactor = (value) => `×\u00a0${factor.format(value)}`;

const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment as the API writes it. */
export const formatTime = (text) => moment.format(new Date(text));

export function formatDuration(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return t('seconds', { count: whole });
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? t('minutes', { minutes, seconds: whole % 60 })
    : t('hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });

/** When something was: the time of day if it was today, else the date. */
export function formatMoment(moment) {
  if (!moment) return '';
  const then = new Date(moment);
  return (then.toDateString() === new Date().toDateString() ? time : date).format(then);
}
