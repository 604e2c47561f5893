/** The last day of the year, quarter, month or week (to Sunday) a date lies in. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateArgument, dateResult, grainArgument, type DateGrain } from '../../../../metadata/expression/arguments.js';
import { addDays, addMonths, startOfGrain } from '../../../../metadata/time.js';

/** From the first day of a period to the first day of the next. */
const next: Readonly<Record<DateGrain, (start: string) => string>> = {
  year: (start) => addMonths(start, 12),
  quarter: (start) => addMonths(start, 3),
  month: (start) => addMonths(start, 1),
  week: (start) => addDays(start, 7),
  day: (start) => addDays(start, 1),
};

export const definition: FunctionDefinition = {
  id: 'endOf',
  label: { en: 'End of period', 'zh-CN': '期间结束', 'zh-TW': '期間結束', es: 'Fin del periodo' },
  icon: 'calendar',
  parameters: [
    { name: 'date', type: 'date' },
    { name: 'grain', type: 'text' },
  ],
  returns: 'date',
  help: {
    en: 'The last day of the year, quarter, month, week or day of the date.',
    'zh-CN': '日期所在的年、季度、月、周或日（year、quarter、month、week、day）的最后一天。',
    'zh-TW': '日期所在的年、季度、月、週或日（year、quarter、month、week、day）的最後一天。',
    es: 'El último día del periodo de la fecha: year, quarter, month, week o day.',
  },
  example: 'endOf(date(2026, 11, 21), "month")',
  call([date, grain], context) {
    const period = grainArgument(grain);
    return dateResult(() => {
      const start = startOfGrain(dateArgument(date, context), period, context.timeZone);
      return addDays(next[period](start), -1);
    });
  },
};
