/** The request that makes the painting of a manifest again: its images by id, and all its options said. */
export const request = ({ content, styles, options }) => ({ content, styles, options });

/** Lists of plain values stand on one line each. */
export const asJson = (manifest) => JSON.stringify(request(manifest), null, 2)
  .replace(/\[[^[\]{}]+\]/g, (list) => list.replace(/\s*\n\s*/g, ' ').replace('[ ', '[').replace(' ]', ']'));

/** As a command for a POSIX shell. */
export function asCurl(manifest, origin) {
  return [
    `curl ${quoted(`${origin}/v1/transfers`)}`,
    `-H ${quoted('Content-Type: application/json')}`,
    `-d ${quoted(asJson(manifest))}`,
  ].join(' \\\n  ');
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
