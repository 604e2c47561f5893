/** The same day so many years later; 29 February becomes the 28th where needed. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument, dateResult, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { addYears } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'addYears',
  label: { en: 'Add years', 'zh-CN': '加年数', 'zh-TW': '加年數', es: 'Sumar años' },
  icon: 'calendar',
  parameters: [
    { name: 'date', type: 'date' },
    { name: 'years', type: 'number' },
  ],
  returns: 'date',
  help: {
    en: 'The date so many years later; negative for earlier.',
    'zh-CN': '日期之后若干年；负数表示之前。',
    'zh-TW': '日期之後若干年；負數表示之前。',
    es: 'La fecha tantos años después; negativo para antes.',
  },
  example: 'addYears(date(2024, 2, 29), 1)',
  call: ([date, years], context) =>
    dateResult(() => addYears(dateArgument(date, context), wholeArgument(years, 'years'))),
};
