// What the server does to a painting (see `result` in /openapi.yaml), so that it can be seen while it is chosen.

/** What changes nothing. `blend` is the original's share, `hue` is in degrees, the others are factors. */
export const NEUTRAL = Object.freeze({ blend: 0, hue: 0, saturation: 1, brightness: 1, contrast: 1 });

export const isNeutral = (settings) => Object.keys(NEUTRAL).every((name) => settings[name] === NEUTRAL[name]);

/** As parameters of the API: those that change something. */
export function parameters(settings) {
  return Object.fromEntries(Object.keys(NEUTRAL).filter((name) => settings[name] !== NEUTRAL[name]).map((name) => [name, settings[name]]));
}

// The luminance of W3C Filter Effects, and its turned part.
const LUMINANCE = [0.213, 0.715, 0.072];
const TURNED = [[-0.213, -0.715, 0.928], [0.143, 0.140, -0.283], [-0.787, 0.715, 0.072]];

/** The matrix of `hue-rotate()`, row by row. */
export function rotation(degrees) {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return matrix((to, from, own) => LUMINANCE[from] + cos * (own - LUMINANCE[from]) + sin * TURNED[to][from]);
}

/** The matrix of `saturate()`, row by row. */
export const saturating = (factor) => matrix((to, from, own) => LUMINANCE[from] + factor * (own - LUMINANCE[from]));

const matrix = (entry) => [0, 1, 2].flatMap((to) => [0, 1, 2].map((from) => entry(to, from, to === from ? 1 : 0)));

/**
 * Blends two pictures and adjusts the colours of what comes of it.
 *
 * @param picture RGBA, eight bits each; alpha is kept
 * @param other of the same size; not read where `blend` is 0
 * @param into where the result goes, of the same size
 */
export function adjust(picture, other, settings, into) {
  const { blend, hue, saturation, brightness, contrast } = settings;
  const steps = [...(hue === 0 ? [] : [rotation(hue)]), ...(saturation === 1 ? [] : [saturating(saturation)])];
  const levels = tone(brightness, contrast);
  for (let i = 0; i < picture.length; i += 4) {
    let red = picture[i];
    let green = picture[i + 1];
    let blue = picture[i + 2];
    if (blend > 0) {
      red = red * (1 - blend) + other[i] * blend;
      green = green * (1 - blend) + other[i + 1] * blend;
      blue = blue * (1 - blend) + other[i + 2] * blend;
    }
    for (const m of steps) {
      const r = red;
      const g = green;
      const b = blue;
      red = clamp(m[0] * r + m[1] * g + m[2] * b);
      green = clamp(m[3] * r + m[4] * g + m[5] * b);
      blue = clamp(m[6] * r + m[7] * g + m[8] * b);
    }
    into[i] = levels(red);
    into[i + 1] = levels(green);
    into[i + 2] = levels(blue);
    into[i + 3] = picture[i + 3];
  }
}

/** Brightness, contrast and the rounding, of a value of 0..255. */
const tone = (brightness, contrast) => (value) => Math.floor(clamp((clamp(value * brightness) - 127.5) * contrast + 127.5) + 0.5);

const clamp = (value) => (value < 0 ? 0 : value > 255 ? 255 : value);
