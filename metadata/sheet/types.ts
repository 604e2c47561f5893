/** Shapes that the phases of sheet expansion hand to each other. See expand.ts for the phases. */
import type { FunctionDefinition } from '../contributions.js';
import type { EvaluationContext } from '../expression/environment.js';
import type { Registry } from '../registry.js';
import type { CellDocument, SheetDocument, SheetStyle } from '../schema/sheet.js';
import type { Said, Value, Words } from '../value.js';
import { wordsOf } from '../words.js';
import type { Merge } from './push-down.js';

/** Rows of a dataset as they came. `ordered`: groups keep the order of first appearance (inline rows, stated sort). */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly ordered: boolean;
  /** Columns that the reader may not read: what is bound to one shows "no access" (R40). */
  readonly withheld?: ReadonlySet<string>;
  /** None of its rows may be read, nor how many there are. */
  readonly closed?: boolean;
  /** The rows are groups: aggregates are merged from these columns (push-down.ts). */
  readonly merges?: ReadonlyMap<string, Merge>;
}

/**
 * The values of a field by row: numbers (NaN is null), texts by code in a dictionary, or anything. `texts` is the dictionary as
 * JSON, as it goes from process to process.
 */
export type ColumnValues =
  | Float64Array
  | { readonly codes: Int32Array; readonly values: readonly Value[] }
  | { readonly codes: Int32Array; readonly texts: string }
  | readonly Value[];

/** A dataset given by columns: as it is worked on, so that nothing has to be turned. */
export interface ColumnTable extends Omit<DataTable, 'columns' | 'rows'> {
  readonly length: number;
  readonly fields: ReadonlyMap<string, ColumnValues>;
}

export interface SheetInput {
  readonly sheet: SheetDocument;
  readonly datasets: ReadonlyMap<string, DataTable | ColumnTable>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
  /** Language of labels and number formats. */
  readonly language: string;
  readonly budget?: Partial<SheetBudget>;
  /** Datasets of the report's charts, by the chart's id. */
  readonly charts?: ReadonlyMap<string, string>;
  /** Of a list only some rows are here: how many come before them (list-pages.ts). */
  readonly list?: ListOffset;
}

export interface ListOffset {
  readonly cell: string;
  readonly offset: number;
}

/** A run stops with a named cause when it passes one of these. */
export interface SheetBudget {
  readonly rows: number;
  readonly cells: number;
}

export type Axis = 'down' | 'right';

/** A cell with the order in which a reader wants what its limit has left (reader-changes.ts); no document has it. */
export type ArrangedCell = CellDocument & { readonly arrange?: NonNullable<CellDocument['order']> };

/** A template cell with what its place means. Chains hold the expanding ancestors, outermost first. */
export interface TemplateCell {
  /** Place in reading order, from 0. */
  readonly ordinal: number;
  readonly address: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly document: ArrangedCell;
  readonly axis: Axis | undefined;
  readonly leftChain: readonly TemplateCell[];
  readonly topChain: readonly TemplateCell[];
}

export interface Template {
  readonly rows: number;
  readonly columns: number;
  /** In reading order. */
  readonly cells: readonly TemplateCell[];
  find(address: string): TemplateCell | undefined;
  /** The cell that covers a position. */
  at(row: number, column: number): TemplateCell | undefined;
}

/** Row numbers of a dataset, ascending (data order): a part of an array that many sets share. */
export interface RowSet {
  readonly ids: Int32Array;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Instances in output order: a view of a list that many share. */
export interface Range {
  readonly list: readonly Instance[];
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/**
 * One instance of an expanding cell under its parent instance. The root of an axis is an instance without a cell: it
 * constrains nothing. `cross` is the instance on the other axis that a ragged list stands under.
 */
export interface Instance {
  /** From 0 on its axis; 0 is the root. */
  readonly id: number;
  readonly cell: TemplateCell | undefined;
  readonly parent: Instance | undefined;
  readonly cross: Instance | undefined;
  readonly value: Value;
  /** Rows of the dataset its cell is bound to. */
  readonly rows: RowSet | undefined;
  /** From 1 among its siblings. */
  readonly index: number;
  /** All of one cell under one parent (and one cross), without fill. */
  readonly siblings: Range;
  /** Place among all instances of its cell, without fill; -1 for fill. */
  readonly place: number;
  /** Below it, by cell; absent where nothing hangs on its cell. */
  readonly children: Map<TemplateCell, Children> | undefined;
  /** Made by `fill`, or below such a one: shown empty, invisible to references. */
  readonly blank: boolean;
  readonly others: boolean;
  /** Shown instead of the value, and by all that would need its rows; the one instance of its cell here (R40, R26). */
  readonly failed: CellError | undefined;
}

/** Instances of one cell under one instance. */
export interface Children {
  /** With fill, as they are shown. */
  readonly emitted: Range;
  /** Without fill, as references see them. */
  readonly seen: Range;
}

/** Both instance trees after expansion. */
export interface Expansion {
  readonly down: Instance;
  readonly right: Instance;
  /** All instances of a cell that expands, without fill; undefined while it is not expanded. */
  all(cell: TemplateCell): readonly Instance[] | undefined;
}

/** A template cell at a crossing: its identity. Equal identities that touch are one merged cell. */
export interface CellInstance {
  readonly cell: TemplateCell;
  readonly down: Instance;
  readonly right: Instance;
}

/**
 * `#CYCLE`, `#VALUE`, `#ERROR`: the code is shown in the cell and inherited by whatever reads it; the words say what
 * to do, to who asks for an explanation.
 * `#NO_ACCESS` is inherited likewise and shown as words (no-access.ts).
 */
export class CellError extends Error implements Words {
  readonly said: Said | undefined;

  constructor(
    readonly code: '#CYCLE' | '#VALUE' | '#ERROR' | '#NO_ACCESS',
    words: string | Words,
  ) {
    const { message, said } = wordsOf(words);
    super(message);
    this.name = 'CellError';
    this.said = said;
  }
}

/** A mistake in the template, told to the designer with the cells it is about. Nothing is expanded. */
export class SheetError extends Error implements Words {
  readonly said: Said | undefined;

  constructor(
    readonly code: string,
    readonly cells: readonly string[],
    words: Words,
  ) {
    super(words.message);
    this.name = 'SheetError';
    this.said = words.said;
  }
}

export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan?: number;
  readonly columnSpan?: number;
  readonly value: Value;
  readonly text: string;
  readonly style?: string;
  /** `blank` is padding or fill, `piece` a later piece of a cell that could not be merged; `noAccess` has words and no value. */
  readonly kind?: 'blank' | 'piece' | 'error' | 'noAccess' | 'chart' | 'report' | 'image';
  /** Of a chart: its id, and the rows of its dataset that the cell sees; all where none are named. */
  readonly chart?: { readonly id: string; readonly rows?: readonly number[] };
  /** Of an embedded report: its name and values of its parameters. */
  readonly report?: { readonly name: string; readonly parameters: Readonly<Record<string, Value>> };
  /** Address in the template. */
  readonly source: string;
  /** Instance path `down;right`, for explain: `A3:2,B3:1;`. */
  readonly at?: string;
  readonly on?: Readonly<Record<string, unknown>>;
}

/** Where pages may break, from the cells that begin in a row; `…To` is the first row after. See paginate.ts. */
export interface RowPage {
  readonly before?: boolean;
  readonly after?: boolean;
  readonly keepTo?: number;
  readonly repeatTo?: number;
}

export interface GridRow {
  readonly height: number;
  readonly role?: string;
  readonly level?: number;
  readonly page?: RowPage;
}

export interface Grid {
  readonly columns: readonly { readonly width: number }[];
  readonly rows: readonly GridRow[];
  readonly cells: readonly GridCell[];
  readonly styles: Readonly<Record<string, SheetStyle>>;
  readonly freeze?: { readonly rows: number; readonly columns: number };
}

/** Some rows of a grid. `rows` are those from `fromRow` on; cells keep their place and size in the whole grid. */
export interface GridWindow extends Grid {
  readonly fromRow: number;
  /** The whole grid, in rows and columns, and in pixels. */
  readonly size: { readonly rows: number; readonly columns: number; readonly height: number; readonly width: number };
}
