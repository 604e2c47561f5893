/** The year of a date. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'year',
  label: { en: 'Year', 'zh-CN': '年', 'zh-TW': '年', es: 'Año' },
  icon: 'calendar',
  parameters: [{ name: 'date', type: 'date' }],
  returns: 'number',
  help: { en: 'The year of the date.', 'zh-CN': '日期的年份。', 'zh-TW': '日期的年份。', es: 'El año de la fecha.' },
  example: 'year(date(2026, 11, 21))',
  sql: ([date], engine) => (engine === 'sqlite' ? `CAST(substr(${date}, 1, 4) AS INTEGER)` : `YEAR(${date})`),
  call: ([date], context) => Number(dateArgument(date, context).slice(0, 4)),
};
