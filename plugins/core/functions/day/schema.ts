/** The day of the month of a date, 1 to 31. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'day',
  label: { en: 'Day', 'zh-CN': '日', 'zh-TW': '日', es: 'Día' },
  icon: 'calendar',
  parameters: [{ name: 'date', type: 'date' }],
  returns: 'number',
  help: {
    en: 'The day of the month, 1 to 31.',
    'zh-CN': '日期在当月的第几天，1 到 31。',
    'zh-TW': '日期在當月的第幾天，1 到 31。',
    es: 'El día del mes, de 1 a 31.',
  },
  example: 'day(date(2026, 11, 21))',
  sql: ([date], engine) => (engine === 'sqlite' ? `CAST(substr(${date}, 9, 2) AS INTEGER)` : `DAYOFMONTH(${date})`),
  call: ([date], context) => Number(dateArgument(date, context).slice(8, 10)),
};
