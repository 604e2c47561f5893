/** The ISO week of a date, 1 to 53: weeks begin on Monday, the first one holds 4 January. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';
import { dayNumber, dayOfWeek, fromDayNumber } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'week',
  label: { en: 'Week', 'zh-CN': '周', 'zh-TW': '週', es: 'Semana' },
  icon: 'calendar',
  parameters: [{ name: 'date', type: 'date' }],
  returns: 'number',
  help: {
    en: 'The ISO week of the date, 1 to 53.',
    'zh-CN': '日期所在的 ISO 周，1 到 53。',
    'zh-TW': '日期所在的 ISO 週，1 到 53。',
    es: 'La semana ISO de la fecha, de 1 a 53.',
  },
  example: 'week(date(2026, 11, 21))',
  call([value], context) {
    const date = dateArgument(value, context);
    const thursday = dayNumber(date) + 4 - dayOfWeek(date);
    const newYear = dayNumber(`${fromDayNumber(thursday).slice(0, 4)}-01-01`);
    return Math.floor((thursday - newYear) / 7) + 1;
  },
};
