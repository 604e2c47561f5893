/** Which datasets of a report the database groups before they are read: those of which its sheet needs no single row. */
import type { ReaderFilter } from '../../metadata/schema/reader-changes.js';
import { isPushed, planPushDown } from '../../metadata/sheet/push-down.js';
import { placeFilters } from '../../metadata/sheet/reader-changes.js';
import type { GroupQuery } from './datasets.js';
import type { RunnableReport } from './run-report.js';

/** Charts draw rows; what the reader narrows by must be among the groups. */
export function groupFor({ sheet, charts = [] }: RunnableReport, filters: readonly ReaderFilter[]): GroupQuery {
  return ({ name }, query) => {
    if (charts.some(({ dataset }) => dataset === name)) return undefined;
    const plan = planPushDown(sheet, name, query);
    if (!isPushed(plan)) return undefined;
    const groups = new Set(
      plan.query.select.flatMap(({ aggregate, as, path = '' }) => (aggregate ? [] : [as ?? path.replaceAll('.', '_')])),
    );
    const narrowed = placeFilters(sheet, filters).filter(({ dataset }) => dataset === name);
    return narrowed.every(({ field }) => groups.has(field)) ? plan : undefined;
  };
}
