/** Whole days from one date to another; negative when the second is earlier. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';
import { dayNumber } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'daysBetween',
  label: { en: 'Days between', 'zh-CN': '相差天数', 'zh-TW': '相差天數', es: 'Días entre' },
  icon: 'calendar',
  parameters: [
    { name: 'from', type: 'date' },
    { name: 'to', type: 'date' },
  ],
  returns: 'number',
  help: {
    en: 'Days from the first date to the second.',
    'zh-CN': '从第一个日期到第二个日期的天数。',
    'zh-TW': '從第一個日期到第二個日期的天數。',
    es: 'Días desde la primera fecha hasta la segunda.',
  },
  example: 'daysBetween(date(2026, 1, 1), date(2026, 3, 1))',
  sql: ([from, to], engine) =>
    engine === 'sqlite' ? `CAST(julianday(${to}) - julianday(${from}) AS INTEGER)` : `DATEDIFF(${to}, ${from})`,
  call: ([from, to], context) => dayNumber(dateArgument(to, context)) - dayNumber(dateArgument(from, context)),
};
