import { adjust } from '/page/finish/adjustment.js';

// About what a screen shows of a picture.
const MOST_PIXELS = 600_000;
// What is computed within a frame, also by a slow processor.
const PIXELS_A_FRAME = 100_000;
const REST = 120; // ms without a movement before all pixels are computed

/**
 * Paints adjusted pictures without a graphics card, smaller where they are large.
 *
 * @param picture an ImageBitmap or a canvas
 * @returns `paint(settings, other)`, at once, and coarse where all pixels would take more than a frame; `refine(isWanted)`, which then makes it
 * fine, a frame's worth at a time, while `isWanted()`; `pixels()` (RGBA, from the top), those of what is fine; `close()`
 */
export function plainPainter(canvas, picture) {
  const fine = surface(canvas, picture, MOST_PIXELS);
  const coarse = fine.pixels > PIXELS_A_FRAME ? surface(document.createElement('canvas'), picture, PIXELS_A_FRAME) : undefined;
  let asked;
  return {
    paint(settings, other) {
      asked = [settings, other];
      if (!coarse) {
        fine.adjust(settings, other);
        fine.show();
        return;
      }
      coarse.adjust(settings, other);
      coarse.show();
      fine.context.drawImage(coarse.canvas, 0, 0, canvas.width, canvas.height);
    },
    async refine(isWanted) {
      if (!coarse) return;
      await pause(REST);
      for (let from = 0; from < fine.pixels; from += PIXELS_A_FRAME) {
        if (!isWanted()) return;
        fine.adjust(...asked, from, from + PIXELS_A_FRAME);
        await pause(0);
      }
      if (isWanted()) fine.show();
    },
    pixels: () => fine.result.data,
    close() {},
  };
}

/** A canvas for a picture at no more than this many pixels, and what is computed to be shown there. */
function surface(canvas, picture, most) {
  const scale = Math.min(1, Math.sqrt(most / (picture.width * picture.height)));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { alpha: false });
  const own = values(picture, width, height);
  const result = context.createImageData(width, height);
  let blended = {};
  return {
    canvas,
    context,
    result,
    pixels: width * height,
    adjust(settings, other, from = 0, to = width * height) {
      if (settings.blend > 0 && blended.picture !== other) blended = { picture: other, values: values(other, width, height) };
      const part = (all) => all?.subarray(4 * from, 4 * to);
      adjust(part(own), part(blended.values), settings, part(result.data));
    },
    show: () => context.putImageData(result, 0, 0),
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

const pause = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });
