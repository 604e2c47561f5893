/** A value that may be nearly anything, as one types it: `12`, `true`, `text`, `=today()`. Pure. */
import { isFormula } from './properties.js';

export const literalText = (value: unknown): string =>
  value === undefined ? '' : isFormula(value) ? `=${value.expr}` : typeof value === 'string' ? value : String(value);

export function readLiteral(text: string): unknown {
  if (text.startsWith('=')) return { expr: text.slice(1).trimStart() };
  if (text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  // "007" and "1e3" are texts that only look like numbers.
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
