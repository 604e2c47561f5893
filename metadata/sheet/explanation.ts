/** What is told about one cell of a sheet, on the server and on the screen. */
import type { ResultColumn, ResultRow } from '../contributions.js';
import type { Problem, Value } from '../value.js';

/** How a value comes about: answer of `POST /api/reports/:name/explain`. */
export interface Explanation {
  readonly source: string;
  /** `blank`: an empty cell that fills a list up or belongs to a merged one; nothing stands in it. */
  readonly kind?: 'blank';
  readonly value: Value;
  readonly text: string;
  readonly bind?: { readonly dataset: string; readonly field?: string; readonly as: string };
  readonly formula?: string;
  /** The text of the template with its `{{expressions}}`, where it has some. */
  readonly template?: string;
  /** What the formula or text reads, in order. Absent where it reads nothing. */
  readonly reads?: readonly CellRead[];
  readonly readsTotal?: number;
  /** Why an error stands there, and what to do. */
  readonly problems?: readonly Problem[];
  /** Groups the value stands under, outermost first. */
  readonly where: readonly {
    readonly cell: string;
    readonly field?: string;
    /** What the field is called. */
    readonly label?: string;
    readonly value: Value;
    readonly text: string;
  }[];
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly total: number;
  readonly parts?: ExplanationParts;
  /** Every row of the dataset was read to find these. */
  readonly whole?: true;
}

/** A cell that was read: its template address, and its instance as in the grid. */
export interface CellRead {
  readonly cell: string;
  readonly at: string;
  readonly value: Value;
  readonly text: string;
}

/** What the value is made of, by the groups of a column; the largest first. */
export interface ExplanationParts {
  readonly by: string;
  readonly total: number;
  readonly items: readonly {
    readonly value: Value;
    readonly text: string;
    /** The same aggregate over the rows of this group, and how it reads. */
    readonly figure: Value;
    readonly figureText: string;
    readonly rows: number;
  }[];
}
