/** A date so many days later (earlier when negative). */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument, dateResult, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { addDays } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'addDays',
  label: { en: 'Add days', 'zh-CN': '加天数', 'zh-TW': '加天數', es: 'Sumar días' },
  icon: 'calendar',
  parameters: [
    { name: 'date', type: 'date' },
    { name: 'days', type: 'number' },
  ],
  returns: 'date',
  help: {
    en: 'The date so many days later; negative for earlier.',
    'zh-CN': '日期之后若干天；负数表示之前。',
    'zh-TW': '日期之後若干天；負數表示之前。',
    es: 'La fecha tantos días después; negativo para antes.',
  },
  example: 'addDays(date(2026, 12, 31), 1)',
  sql: ([date, days], engine) =>
    engine === 'sqlite' ? `date(${date}, ${days} || ' days')` : `DATE_ADD(${date}, INTERVAL ${days} DAY)`,
  call: ([date, days], context) => dateResult(() => addDays(dateArgument(date, context), wholeArgument(days, 'days'))),
};
