/** The same day so many months later, or the last of that month when it has no such day. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument, dateResult, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { addMonths } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'addMonths',
  label: { en: 'Add months', 'zh-CN': '加月数', 'zh-TW': '加月數', es: 'Sumar meses' },
  icon: 'calendar',
  parameters: [
    { name: 'date', type: 'date' },
    { name: 'months', type: 'number' },
  ],
  returns: 'date',
  help: {
    en: 'The date so many months later; negative for earlier.',
    'zh-CN': '日期之后若干个月；负数表示之前。',
    'zh-TW': '日期之後若干個月；負數表示之前。',
    es: 'La fecha tantos meses después; negativo para antes.',
  },
  example: 'addMonths(date(2026, 1, 31), 1)',
  call: ([date, months], context) =>
    dateResult(() => addMonths(dateArgument(date, context), wholeArgument(months, 'months'))),
};
