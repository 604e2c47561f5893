/** The words of a pdf as they stand on its pages, read by poppler. Throws when it cannot be opened. */
import { execFileSync } from 'node:child_process';

export const pdfText = (bytes: Uint8Array): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8', maxBuffer: 50_000_000 });
