// What a problem (RFC 9457) says to the reader. The gateway itself speaks English, and says most of it well.
import { fill, language } from '/page/texts.js';

const PREFIX = 'urn:impasto:problem:';

const own = await (await fetch(`/texts/problems.${language}.json`)).json();

/** In the reader's language as far as its type and members tell, else in the gateway's own words. */
export function problemText(problem) {
  const { type = '', title, detail } = problem;
  const text = own[type.replace(PREFIX, '')];
  const whole = text && [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => problem[name] !== undefined);
  return whole ? fill(text, problem) : detail || title;
}
