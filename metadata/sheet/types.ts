/** Shapes that the phases of sheet expansion hand to each other. See expand.ts for the phases. */
import type { FunctionDefinition } from '../contributions.js';
import type { EvaluationContext } from '../expression/environment.js';
import type { Registry } from '../registry.js';
import type { CellDocument, SheetDocument, SheetStyle } from '../schema/sheet.js';
import type { Said, Value, Words } from '../value.js';

/** Rows of a dataset as they came. `ordered`: groups keep the order of first appearance (inline rows, stated sort). */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly ordered: boolean;
  /** Columns that the reader may not read: what is bound to one shows "no access" (R40). */
  readonly withheld?: ReadonlySet<string>;
  /** None of its rows may be read, nor how many there are. */
  readonly closed?: boolean;
}

export interface SheetInput {
  readonly sheet: SheetDocument;
  readonly datasets: ReadonlyMap<string, DataTable>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
  /** Language of labels and number formats. */
  readonly language: string;
  readonly budget?: Partial<SheetBudget>;
  /** Datasets of the report's charts, by the chart's id. */
  readonly charts?: ReadonlyMap<string, string>;
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

/** Row numbers of a dataset, ascending (data order). */
export type RowSet = readonly number[];

/**
 * One instance of an expanding cell under its parent instance. The root of an axis is an instance without a cell: it
 * constrains nothing. `cross` is the instance on the other axis that a ragged list stands under.
 */
export interface Instance {
  readonly id: number;
  readonly cell: TemplateCell | undefined;
  readonly parent: Instance | undefined;
  readonly cross: Instance | undefined;
  readonly value: Value;
  readonly rows: ReadonlyMap<string, RowSet>;
  /** From 1 among its siblings. */
  readonly index: number;
  readonly siblings: readonly Instance[];
  /** Instances of the cells that hang on this one, by their address, in output order. */
  readonly children: Map<string, readonly Instance[]>;
  /** Made by `fill`: shown empty, invisible to references. */
  readonly blank: boolean;
  readonly others: boolean;
  /** Made from what the reader may not read: the one instance of its cell, without a value (R40). */
  readonly withheld: boolean;
}

/** Both instance trees after expansion. */
export interface Expansion {
  readonly down: Instance;
  readonly right: Instance;
}

/** A template cell at a crossing: its identity. Equal identities that touch are one merged cell. */
export interface CellInstance {
  readonly cell: TemplateCell;
  readonly down: Instance;
  readonly right: Instance;
}

/**
 * `#CYCLE`, `#VALUE`, `#ERROR`: the code is shown in the cell and inherited by whatever reads it, the message is for logs.
 * `#NO_ACCESS` is inherited likewise and shown as words (no-access.ts).
 */
export class CellError extends Error {
  constructor(
    readonly code: '#CYCLE' | '#VALUE' | '#ERROR' | '#NO_ACCESS',
    message: string,
  ) {
    super(message);
    this.name = 'CellError';
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
  readonly chart?: { readonly id: string; readonly rows?: RowSet };
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
