/** The first day of the year, quarter, month or week (from Monday) a date lies in. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument, dateResult, grainArgument } from '../../../../metadata/expression/arguments.js';
import { startOfGrain } from '../../../../metadata/time.js';

export const definition: FunctionDefinition = {
  id: 'startOf',
  label: { en: 'Start of period', 'zh-CN': '期间开始', 'zh-TW': '期間開始', es: 'Inicio del periodo' },
  icon: 'calendar',
  parameters: [
    { name: 'date', type: 'date' },
    { name: 'grain', type: 'text' },
  ],
  returns: 'date',
  help: {
    en: 'The first day of the year, quarter, month, week or day of the date.',
    'zh-CN': '日期所在的年、季度、月、周或日（year、quarter、month、week、day）的第一天。',
    'zh-TW': '日期所在的年、季度、月、週或日（year、quarter、month、week、day）的第一天。',
    es: 'El primer día del periodo de la fecha: year, quarter, month, week o day.',
  },
  example: 'startOf(date(2026, 11, 21), "month")',
  call: ([date, grain], context) =>
    dateResult(() => startOfGrain(dateArgument(date, context), grainArgument(grain), context.timeZone)),
};
