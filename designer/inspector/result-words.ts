/** What a formula gives, as people read it. */
import type { I18n } from '../../runtime/ui/i18n.js';

/** Undefined for what cannot be told; empty for nothing. */
export function resultWords(value: unknown, { t, formats }: Pick<I18n, 't' | 'formats'>): string | undefined {
  if (value === undefined) return undefined;
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return formats.number(value, { maximumFractionDigits: 6 });
  if (Array.isArray(value)) return value.map((each) => resultWords(each, { t, formats }) ?? '…').join(', ');
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formats.date(value);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? formats.dateTime(value) : value;
}
