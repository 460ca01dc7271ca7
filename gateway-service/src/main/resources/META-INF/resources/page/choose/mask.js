// Where a style goes on a picture: {width, height, values}, row by row, 0 (not at all) to 255 (all). No function changes what it is given,
// but those that say so.

const MOST_SIDE = 512;
const ALL = 255;

/** Of a picture's aspect, the same all over. */
export function plain({ width, height }, value = 0) {
  const scale = Math.min(1, MOST_SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return { ...size, values: new Uint8ClampedArray(size.width * size.height).fill(value) };
}

export const copy = (mask) => ({ ...mask, values: mask.values.slice() });

export const inverted = (mask) => ({ ...mask, values: mask.values.map((value) => ALL - value) });

/** What `cover(x, y)` says, in parts of the mask's sides, 0 to 1. */
const drawn = ({ width, height }, cover) => ({
  width, height, values: Uint8ClampedArray.from({ length: width * height }, (_, i) => (
    ALL * cover(((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height))),
});

const smooth = (t) => {
  const x = Math.min(1, Math.max(0, t));
  return x * x * (3 - 2 * x);
};

/** Places that need no brush. `soft` (0 to 1) is the width of the edge, in parts of half a side. */
export const PLACES = {
  left: (x) => 0.5 - x,
  right: (x) => x - 0.5,
  top: (x, y) => 0.5 - y,
  bottom: (x, y) => y - 0.5,
  centre: (x, y) => 0.35 - Math.hypot(x - 0.5, y - 0.5),
};

/** A mask of the same size that is one of the places. */
export function placed(mask, name, soft) {
  const edge = Math.max(0.01, soft / 2);
  return drawn(mask, (x, y) => smooth(PLACES[name](x, y) / edge + 0.5));
}

/**
 * Lays a brush down between two points, {x, y} in pixels of the mask, and changes the masks: the first takes it up, the others make room;
 * an eraser takes it from the first. `radius` in pixels; `soft` (0 to 1) is how much of it is edge; `force` 0 to 1.
 */
export function stroke(masks, from, to, { radius, soft, force = 1, erase = false }) {
  const [mask, ...others] = masks;
  const { width, height, values } = mask;
  const edge = Math.max(1, radius * soft);
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
  const right = Math.min(width - 1, Math.ceil(Math.max(from.x, to.x) + radius));
  const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(from.y, to.y) + radius));
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = along.x ** 2 + along.y ** 2;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const [dx, dy] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const part = length > 0 ? Math.min(1, Math.max(0, (dx * along.x + dy * along.y) / length)) : 0;
      const distance = Math.hypot(dx - part * along.x, dy - part * along.y);
      const covered = ALL * force * smooth((radius - distance) / edge);
      const i = y * width + x;
      if (erase) values[i] = Math.min(values[i], ALL - covered);
      else {
        values[i] = Math.max(values[i], covered);
        for (const other of others) other.values[i] = Math.min(other.values[i], ALL - covered);
      }
    }
  }
}

/** How much of the picture it is, 0 to 1. */
export const area = ({ values }) => values.reduce((sum, value) => sum + value, 0) / (ALL * values.length);

export const isEverywhere = ({ values }) => values.every((value) => value === ALL);

/** Less than this, and a style would not be seen anywhere; painters refuse it. */
export const isNowhere = ({ values }) => values.every((value) => value < 16);

/** Its light, or its opacity with `alpha`. */
function pixels({ width, height, values }, alpha) {
  const data = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const [light, opacity] = alpha ? [ALL, values[i]] : [values[i], ALL];
    data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = light;
    data[4 * i + 3] = opacity;
  }
  return new ImageData(data, width, height);
}

/** Draws it upon a canvas of its size: what counts is opaque. */
export function show(mask, canvas) {
  canvas.width = mask.width;
  canvas.height = mask.height;
  canvas.getContext('2d').putImageData(pixels(mask, true), 0, 0);
}

/** As a grey PNG. */
export function file(mask) {
  const canvas = Object.assign(document.createElement('canvas'), { width: mask.width, height: mask.height });
  canvas.getContext('2d').putImageData(pixels(mask, false), 0, 0);
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
}

/** Of a picture, as a mask of the size of another. */
export function read(bitmap, { width, height }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, values: Uint8ClampedArray.from({ length: width * height }, (_, i) => data[4 * i]) };
}
