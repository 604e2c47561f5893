/** Which datasets of a report the database groups before they are read: those of which its sheet needs no single row. */
import type { ReaderFilter } from '../../metadata/schema/reader-changes.js';
import { isPushed, planPushDown } from '../../metadata/sheet/push-down.js';
import { placeFilters } from '../../metadata/sheet/reader-changes.js';
import { say } from '../../metadata/words.js';
import type { GroupQuery } from './datasets.js';
import type { RunnableReport } from './run-report.js';

/** Charts draw rows; what the reader narrows by must be among the groups. */
export function groupFor({ sheet, charts = [] }: RunnableReport, filters: readonly ReaderFilter[]): GroupQuery {
  return ({ name }, query) => {
    if (charts.some(({ dataset }) => dataset === name)) return { reason: say`A chart draws its rows.` };
    const plan = planPushDown(sheet, name, query);
    if (!isPushed(plan)) return plan;
    const groups = new Set(
      plan.query.select.flatMap(({ aggregate, as, path = '' }) => (aggregate ? [] : [as ?? path.replaceAll('.', '_')])),
    );
    const other = placeFilters(sheet, filters).find(({ dataset, field }) => dataset === name && !groups.has(field));
    return other ? { reason: say`The sheet is filtered by what it does not group by.` } : plan;
  };
}
