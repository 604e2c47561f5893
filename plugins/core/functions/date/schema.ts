/** A date of year, month and day, or the local date of a date-time or text. Months and days beyond their range run on, as in spreadsheets: month 13 is January, day 0 the last of the month before. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateIn, dateResult, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { addDays, addMonths } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'date',
  label: { en: 'Date', 'zh-CN': '日期', 'zh-TW': '日期', es: 'Fecha' },
  icon: 'calendar',
  parameters: [
    { name: 'year', type: 'any' },
    { name: 'month', type: 'number', optional: true },
    { name: 'day', type: 'number', optional: true },
  ],
  returns: 'date',
  help: {
    en: 'The date of year, month and day; or the day of a date-time.',
    'zh-CN': '由年、月、日构成的日期；或取日期时间的日期。',
    'zh-TW': '由年、月、日構成的日期；或取日期時間的日期。',
    es: 'La fecha de año, mes y día; o el día de una fecha y hora.',
  },
  example: 'date(2026, 11, 21)',
  call([year = null, month, day], context) {
    if (typeof year === 'string' && month === undefined) return dateIn(year, context.timeZone) ?? null;
    const first = Math.max(-1, Math.min(10_000, wholeArgument(year, 'year')));
    const months = wholeArgument(month, 'month', 1) - 1;
    const days = wholeArgument(day, 'day', 1) - 1;
    return dateResult(() => addDays(addMonths('2000-01-01', (first - 2000) * 12 + months), days));
  },
};
