/**
 * Bytes of a file to text. What a byte order mark says holds; without one the text is UTF-8 if it is valid UTF-8, else it
 * is read as Windows-1252, which is told: a guess may be wrong, and then the map or the caller states the encoding.
 */
import { gunzipSync } from 'node:zlib';
import type { Said, Words } from '../../metadata/value.js';
import { say, wordsOf } from '../../metadata/words.js';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  readonly guessed: boolean;
}

/** Bytes after unpacking; more is refused, so that a small file cannot fill the memory. */
const mostBytes = 256 * 1024 * 1024;

export class ImportFileError extends Error implements Words {
  readonly said: Said | undefined;

  constructor(
    readonly code: string,
    words: string | Words,
  ) {
    const { message, said } = wordsOf(words);
    super(message);
    this.name = 'ImportFileError';
    this.said = said;
  }
}

const marks: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** `encoding` is any label of the WHATWG standard: `gb18030`, `shift_jis`, `windows-1252`. Throws ImportFileError. */
export function decodeText(bytes: Uint8Array, encoding?: string): DecodedText {
  const plain = unpack(bytes);
  if (plain.length > mostBytes)
    throw new ImportFileError('FILE_TOO_LARGE', 'The file is larger than 256 MB; split it.');
  const marked = marks.find(([, mark]) => mark.every((byte, index) => plain[index] === byte))?.[0];
  const stated = encoding ?? marked;
  if (stated !== undefined) return { text: decode(plain, stated), encoding: stated, guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(plain), encoding: 'utf-8', guessed: false };
  } catch {
    return { text: decode(plain, 'windows-1252'), encoding: 'windows-1252', guessed: true };
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = decoderOf(encoding);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ImportFileError(
      'WRONG_ENCODING',
      say`The file is not valid ${{ encoding }}. Save it as UTF-8, or state its encoding.`,
    );
  }
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new ImportFileError(
      'UNKNOWN_ENCODING',
      say`"${{ encoding }}" is no encoding that is known here. Save the file as UTF-8.`,
    );
  }
}

function unpack(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    throw new ImportFileError(
      'BAD_GZIP',
      'The file is damaged or larger than 256 MB when unpacked. Send it unpacked, or split it.',
    );
  }
}
