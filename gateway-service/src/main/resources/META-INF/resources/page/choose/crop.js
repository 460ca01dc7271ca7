// A cut of a picture: turned by quarters and straightened by an angle, then framed. The frame is in parts of the turned picture's sides.

export const WHOLE = { turns: 0, angle: 0, aspect: 'free', x: 0, y: 0, width: 1, height: 1 };

export const ASPECTS = ['free', 'original', '1:1', '4:3', '3:2'];

const LEAST = 0.04;
const MOST_PIXELS_A_SIDE = 4096;

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** Width and height of the picture turned by its quarters. */
export const turned = ({ width, height }, { turns }) => (turns % 2 ? { width: height, height: width } : { width, height });

/** How much larger the straightened picture must be to leave no corner empty. */
export function cover({ width, height }, { angle }) {
  const radians = (Math.abs(angle) * Math.PI) / 180;
  return Math.cos(radians) + Math.sin(radians) * Math.max(width / height, height / width);
}

/** Width to height of the frame, in its own parts; undefined if it is free. An aspect is upright where the picture is. */
export function ratio(size, cut) {
  const { width, height } = turned(size, cut);
  if (cut.aspect === 'free') return undefined;
  if (cut.aspect === 'original') return 1;
  const [long, short] = cut.aspect.split(':');
  const wanted = width >= height ? long / short : short / long;
  return (wanted * height) / width;
}

/** The largest frame of the cut's aspect, in the middle. */
export function framed(size, cut) {
  const aspect = ratio(size, cut);
  if (!aspect) return cut;
  const width = Math.min(1, aspect);
  const height = width / aspect;
  return { ...cut, x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** A quarter further, clockwise; the frame stays on what it is on. */
export function quarter({ turns, x, y, width, height, ...rest }) {
  return { ...rest, turns: (turns + 1) % 4, x: 1 - y - height, y: x, width: height, height: width };
}

export const moved = (cut, right, down) => (
  { ...cut, x: clamp(cut.x + right, 0, 1 - cut.width), y: clamp(cut.y + down, 0, 1 - cut.height) });

/** With a corner ('nw', 'ne', 'sw', 'se') drawn by so much; the opposite one stays. */
export function drawn(size, cut, corner, right, down) {
  const east = corner.endsWith('e');
  const south = corner.startsWith('s');
  const roomX = east ? 1 - cut.x : cut.x + cut.width;
  const roomY = south ? 1 - cut.y : cut.y + cut.height;
  let width = clamp(cut.width + (east ? right : -right), LEAST, roomX);
  let height = clamp(cut.height + (south ? down : -down), LEAST, roomY);
  const aspect = ratio(size, cut);
  if (aspect) {
    width = clamp((width + height * aspect) / 2, LEAST * Math.max(1, aspect), Math.min(roomX, roomY * aspect));
    height = width / aspect;
  }
  return { ...cut, x: east ? cut.x : cut.x + cut.width - width, y: south ? cut.y : cut.y + cut.height - height, width, height };
}

/** The pixels of the cut: as many as the picture has there, at most 4096 a side. */
export function pixels(size, cut) {
  const stage = turned(size, cut);
  const zoom = cover(stage, cut);
  const width = (cut.width * stage.width) / zoom;
  const height = (cut.height * stage.height) / zoom;
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export function isWhole(size, cut) {
  const { width, height } = pixels(size, cut);
  return cut.turns === 0 && cut.angle === 0 && width === size.width && height === size.height;
}

/** Draws the cut over all of a canvas. */
export function draw(canvas, bitmap, cut) {
  const context = canvas.getContext('2d');
  const stage = turned(bitmap, cut);
  const zoom = cover(stage, cut);
  context.imageSmoothingQuality = 'high';
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(canvas.width / (cut.width * stage.width), canvas.height / (cut.height * stage.height));
  context.translate(stage.width / 2 - cut.x * stage.width, stage.height / 2 - cut.y * stage.height);
  context.rotate((cut.turns * Math.PI) / 2 + (cut.angle * Math.PI) / 180);
  context.scale(zoom, zoom);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
}

/** The cut as a file: {blob, width, height}. PNG where something is transparent, else JPEG. */
export async function made(bitmap, cut) {
  const canvas = Object.assign(document.createElement('canvas'), pixels(bitmap, cut));
  draw(canvas, bitmap, cut);
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let opaque = true;
  for (let i = 3; opaque && i < data.length; i += 4) opaque = data[i] === 255;
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, opaque ? 'image/jpeg' : 'image/png', 0.95));
  return { blob, width, height };
}
