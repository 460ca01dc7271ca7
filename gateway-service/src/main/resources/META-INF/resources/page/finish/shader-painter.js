import { NEUTRAL, rotation, saturating } from '/page/finish/adjustment.js';

// Half of a frame. A processor that stands in for a graphics card takes longer for a painting, and shows it later still.
const MOST_MILLIS = 8;
const TRIES = 3;

const VERTEX = `#version 300 es
  void main() {
    // One triangle that covers all.
    gl_Position = vec4(vec2(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1), 0, 1);
  }`;

const FRAGMENT = `#version 300 es
  precision highp float;
  uniform sampler2D picture;
  uniform sampler2D other;
  uniform float blend;
  uniform mat3 rotation;
  uniform mat3 saturating;
  uniform float brightness;
  uniform float contrast;
  out vec4 colour;
  void main() {
    ivec2 at = ivec2(int(gl_FragCoord.x), textureSize(picture, 0).y - 1 - int(gl_FragCoord.y));
    vec3 rgb = texelFetch(picture, at, 0).rgb;
    if (blend > 0.0) rgb = rgb * (1.0 - blend) + texelFetch(other, at, 0).rgb * blend;
    rgb = clamp(rotation * rgb, 0.0, 1.0);
    rgb = clamp(saturating * rgb, 0.0, 1.0);
    rgb = clamp(rgb * brightness, 0.0, 1.0);
    rgb = clamp((rgb - 0.5) * contrast + 0.5, 0.0, 1.0);
    colour = vec4(floor(rgb * 255.0 + 0.5) / 255.0, 1);
  }`;

/**
 * Paints adjusted pictures on the graphics card, at their full size. Undefined where there is no WebGL 2, or the picture
 * is too large for it, or takes it too long.
 *
 * @param picture an ImageBitmap or a canvas
 * @returns `paint(settings, other)`, `pixels()` (RGBA, from the top), `close()`
 */
export function shaderPainter(canvas, picture) {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
  if (!gl) return undefined;
  const { width, height } = picture;
  if (Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return undefined;
  Object.assign(canvas, { width, height });
  gl.viewport(0, 0, width, height);
  const program = link(gl);
  gl.useProgram(program);
  const at = (name) => gl.getUniformLocation(program, name);
  gl.uniform1i(at('picture'), 0);
  gl.uniform1i(at('other'), 1);
  texture(gl, 0, picture);
  let blended;

  const draw = (settings, other) => {
    if (settings.blend > 0 && blended !== other) {
      texture(gl, 1, other);
      blended = other;
    }
    gl.uniform1f(at('blend'), settings.blend);
    gl.uniform1f(at('brightness'), settings.brightness);
    gl.uniform1f(at('contrast'), settings.contrast);
    // Given row by row.
    gl.uniformMatrix3fv(at('rotation'), true, rotation(settings.hue));
    gl.uniformMatrix3fv(at('saturating'), true, saturating(settings.saturation));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };
  if (quickest(() => { draw(NEUTRAL); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4)); }) > MOST_MILLIS) {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return undefined;
  }
  let last;
  return {
    paint(settings, other) {
      last = [settings, other];
      draw(...last);
    },
    pixels() {
      // Drawn anew: what was shown is not kept.
      draw(...last);
      const upwards = new Uint8Array(4 * width * height);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, upwards);
      const pixels = new Uint8Array(upwards.length);
      for (let y = 0; y < height; y += 1) {
        pixels.set(upwards.subarray(4 * width * (height - 1 - y), 4 * width * (height - y)), 4 * width * y);
      }
      return pixels;
    },
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}

/** Milliseconds that work takes once it is warm. */
function quickest(work) {
  const took = Array.from({ length: TRIES }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...took);
}

function link(gl) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(gl.getProgramInfoLog(program));
  return program;
}

function texture(gl, unit, picture) {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  // The values of the file, not those of the screen.
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
}
