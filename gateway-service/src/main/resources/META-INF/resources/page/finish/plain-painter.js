import { adjust } from '/page/finish/adjustment.js';

// About what a screen shows of a picture; more could not be computed as fast as a slider moves.
const MOST_PIXELS = 600_000;

/**
 * Paints adjusted pictures without a graphics card, smaller where they are large.
 *
 * @param picture an ImageBitmap or a canvas
 * @returns `paint(settings, other)`, `pixels()` (RGBA, from the top), `close()`
 */
export function plainPainter(canvas, picture) {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (picture.width * picture.height)));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  const own = values(picture, width, height);
  const result = context.createImageData(width, height);
  let blended = {};
  return {
    paint(settings, other) {
      if (settings.blend > 0 && blended.picture !== other) blended = { picture: other, values: values(other, width, height) };
      adjust(own, blended.values, settings, result.data);
      context.putImageData(result, 0, 0);
    },
    pixels: () => result.data,
    close() {},
  };
}

function values(picture, width, height) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}
