/**
 * One cell of separated text (RFC 4180). Text that a spreadsheet would run as a formula is preceded by an apostrophe;
 * figures are figures, their sign is no formula.
 */
import type { Value } from '../../../metadata/value.js';

export function csvCell(value: Value, separator = ','): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
