/** The month of a date, 1 to 12. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'month',
  label: { en: 'Month', 'zh-CN': '月', 'zh-TW': '月', es: 'Mes' },
  icon: 'calendar',
  parameters: [{ name: 'date', type: 'date' }],
  returns: 'number',
  help: {
    en: 'The month of the date, 1 to 12.',
    'zh-CN': '日期的月份，1 到 12。',
    'zh-TW': '日期的月份，1 到 12。',
    es: 'El mes de la fecha, de 1 a 12.',
  },
  example: 'month(date(2026, 11, 21))',
  sql: ([date], engine) => (engine === 'sqlite' ? `CAST(substr(${date}, 6, 2) AS INTEGER)` : `MONTH(${date})`),
  call: ([date], context) => Number(dateArgument(date, context).slice(5, 7)),
};
