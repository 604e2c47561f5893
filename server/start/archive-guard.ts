/**
 * What a workbook would take when it is unpacked, counted before anything reads it: a small file may unpack to more than
 * any machine has. Sizes that the archive states are not believed; what is packed is unpacked up to a limit and counted.
 */
import { inflateRawSync } from 'node:zlib';
import { say } from '../../metadata/words.js';
import { ImportFileError } from '../import/decode-text.js';

/** Bytes of all entries together. */
export const mostUnpacked = 400 * 1024 * 1024;
/** Entries of an archive; a workbook has some dozens. */
const mostEntries = 2000;
/** Pictures and the like are not read and so not unpacked. */
const isRead = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

const damaged = () => new ImportFileError('BAD_WORKBOOK', 'The file is no workbook, or it is damaged. Open it in a spreadsheet program and save it as .xlsx again.'); // prettier-ignore
const tooLarge = (most: number) => new ImportFileError('FILE_TOO_LARGE', say`Unpacked, the workbook is larger than ${{ most: Math.round(most / 1024 / 1024) }} MB. Split it, or save the sheet as CSV.`); // prettier-ignore

/** Throws ImportFileError for an archive that is none, is encrypted, or would unpack to too much. */
export function checkArchive(bytes: Uint8Array, most = mostUnpacked): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isOldOrLocked(bytes)) throw new ImportFileError('OLD_WORKBOOK', 'The file is locked by a password, or an old .xls file. Save it as .xlsx without a password.'); // prettier-ignore
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) throw damaged();
  let at = view.getUint32(end + 16, true);
  let left = most;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
    const size = isRead(name) ? unpackedSize(bytes, view, at, left) : 0;
    if (size === undefined || size > left) throw tooLarge(most);
    left -= size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** The container of .xls files and of encrypted workbooks. */
const isOldOrLocked = (bytes: Uint8Array): boolean => [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

/** Undefined: more than is left. */
function unpackedSize(bytes: Uint8Array, view: DataView, entry: number, left: number): number | undefined {
  const method = view.getUint16(entry + 10, true);
  const packed = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  if (local + 30 > bytes.length) throw damaged();
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + packed > bytes.length) throw damaged();
  if (method === 0) return packed;
  if (method !== 8) throw damaged();
  try {
    return inflateRawSync(bytes.subarray(from, from + packed), { maxOutputLength: Math.max(1, left) }).length;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw damaged();
  }
}
