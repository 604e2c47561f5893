/**
 * How a report was read, for those who look at it. It names datasets and cells, which the grid names as well, and no column:
 * of a dataset of which a part may not be read it says nothing but that.
 */
import { datasetStep, pagesStep, type PlanStep } from '../../metadata/sheet/plan.js';
import type { NotPushed } from '../../metadata/sheet/push-down.js';
import { say } from '../../metadata/words.js';
import { rowCount, type DatasetRows } from './datasets.js';
import type { ReportRun } from './run-report.js';

/** `kept`: a page of its rows was asked for, and why all were read for it. */
export function planOf({ datasets }: Pick<ReportRun, 'datasets'>, kept?: NotPushed): readonly PlanStep[] {
  const steps = [...datasets].flatMap(([name, read]) =>
    read.closed ? [] : [datasetStep(name, read.unfiltered?.length ?? rowCount(read), reasonOf(read))],
  );
  return kept ? [...steps, pagesStep('', kept)] : steps;
}

function reasonOf({ behind, withheld = [], kept }: DatasetRows): NotPushed | undefined {
  if (behind) return undefined;
  if (withheld.length > 0) return { reason: say`A part of it may not be read.` };
  return kept ?? { reason: say`It is no query of records.` };
}
