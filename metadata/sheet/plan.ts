/** How the data of a sheet was read, in words: what `run` and `preview` answer as `plan`. */
import type { Words } from '../value.js';
import { wordsOf, say } from '../words.js';
import type { NotPushed } from './push-down.js';

export interface PlanStep extends Words {
  /** A dataset, or pages of the sheet. */
  readonly about: 'dataset' | 'pages';
  readonly dataset?: string;
  /** The cell for which it is so. */
  readonly cell?: string;
  /** Of a dataset: the database groups its rows. Of pages: only the rows of the page are read. */
  readonly isFast: boolean;
}

/** `rows`: groups or rows that were read. */
export function datasetStep(dataset: string, rows: number, kept: NotPushed | undefined): PlanStep {
  if (!kept) {
    const words = say`The database groups the rows of ${{ dataset }}; ${{ rows }} groups are read.`;
    return { about: 'dataset', dataset, isFast: true, ...wordsOf(words) };
  }
  const words = say`Every row of ${{ dataset }} is read, ${{ rows }} in all. ${{ reason: kept.reason }}`;
  return { about: 'dataset', dataset, isFast: false, ...(kept.cell === undefined ? {} : { cell: kept.cell }), ...wordsOf(words) }; // prettier-ignore
}

/**
 * `kept`: why all data is read, and a page cut from the sheet once its groups are there; only its own values are computed
 * then. Without it each page reads its own rows.
 */
export function pagesStep(dataset: string, kept: NotPushed | undefined): PlanStep {
  if (!kept) {
    const words = say`A page of the sheet reads its own rows of ${{ dataset }} and no others; totals are made by the database.`;
    return { about: 'pages', dataset, isFast: true, ...wordsOf(words) };
  }
  const words = say`All data is read before a page of the sheet is shown. ${{ reason: kept.reason }}`;
  return { about: 'pages', isFast: false, ...(kept.cell === undefined ? {} : { cell: kept.cell }), ...wordsOf(words) };
}
