/** The encoding of text that is no UTF-8 and has no mark: Chinese ones are told from western ones by what they make of it. */

/** Encodings that a person may choose instead, as labels of the WHATWG standard. */
export const encodings = ['utf-8', 'gb18030', 'big5', 'windows-1252', 'shift_jis', 'utf-16le'] as const;

/** Bytes that are looked at. */
const enough = 200_000;

/** Undefined where the text is UTF-8 or says by itself what it is. */
export function guessEncoding(bytes: Uint8Array): string | undefined {
  if ([0xef, 0xff, 0xfe].includes(bytes[0] ?? 0) && hasMark(bytes)) return undefined;
  const start = bytes.subarray(0, enough);
  if (decodes(start, 'utf-8')) return undefined;
  const scores = (['gb18030', 'big5'] as const).map((encoding) => ({ encoding, score: commonShare(start, encoding) }));
  const best = scores.reduce((held, each) => (each.score > held.score ? each : held));
  return best.score > 0.75 ? best.encoding : 'windows-1252';
}

const hasMark = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xef && bytes[1] === 0xbb) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff); // prettier-ignore

/** What was cut off in the middle of a sign at the end is no fault. */
function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: bytes.length === enough });
    return true;
  } catch {
    return false;
  }
}

/** Of the signs beyond ASCII, the share that stands where most written Chinese stands; 0 where the bytes do not fit. */
function commonShare(bytes: Uint8Array, encoding: 'gb18030' | 'big5'): number {
  if (!decodes(bytes, encoding)) return 0;
  // Frequent characters stand in the first planes of both encodings: GB 2312 level 1, Big5 level 1.
  const [low, high] = encoding === 'gb18030' ? [0xb0, 0xd7] : [0xa4, 0xc6];
  let common = 0;
  let other = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte < 0x80) continue;
    const second = bytes[at + 1] ?? 0;
    const isPair = encoding === 'gb18030' ? second >= 0xa1 : second >= 0x40;
    if (byte >= low! && byte <= high! && isPair) common++;
    // Marks of punctuation say nothing.
    else if (byte < 0xa1 || byte > 0xa3) other++;
    at++;
  }
  return common + other === 0 ? 0 : common / (common + other);
}
