/** The quarter of a date, 1 to 4. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'quarter',
  label: { en: 'Quarter', 'zh-CN': '季度', 'zh-TW': '季度', es: 'Trimestre' },
  icon: 'calendar',
  parameters: [{ name: 'date', type: 'date' }],
  returns: 'number',
  help: {
    en: 'The quarter of the date, 1 to 4.',
    'zh-CN': '日期所在季度，1 到 4。',
    'zh-TW': '日期所在季度，1 到 4。',
    es: 'El trimestre de la fecha, de 1 a 4.',
  },
  example: 'quarter(date(2026, 11, 21))',
  sql: ([date], engine) =>
    engine === 'sqlite' ? `((CAST(substr(${date}, 6, 2) AS INTEGER) + 2) / 3)` : `QUARTER(${date})`,
  call: ([date], context) => Math.ceil(Number(dateArgument(date, context).slice(5, 7)) / 3),
};
