/** Keys derived from the site's secret (HKDF-SHA256): one for each purpose, so that none can be used for another. */
import { hkdfSync } from 'node:crypto';

/** `secret` is asked for once, with the first key. */
export function createSiteKeys(secret: () => string): (purpose: string) => Buffer {
  const made = new Map<string, Buffer>();
  let known: string | undefined;
  return (purpose) => {
    const held = made.get(purpose);
    if (held) return held;
    known ??= secret();
    const key = Buffer.from(hkdfSync('sha256', known, 'trellis', purpose, 32));
    made.set(purpose, key);
    return key;
  };
}
