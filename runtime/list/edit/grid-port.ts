/** What the tools of editing may ask of the table they work on; rows are counted from 0 in the order of the list. */
import type { WireRecord } from '../../data/record.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import type { Column } from '../columns.js';

export interface GridPort {
  readonly host: Host;
  readonly entityName: string;
  readonly fieldHost: FieldHost;
  readonly columns: readonly Column[];
  /** Rows of the whole list. */
  readonly count: number;
  /** Where overlays are put: the root of the table's element. */
  readonly root: ShadowRoot;
  /** Undefined while its page is not loaded. */
  rowAt(index: number): WireRecord | undefined;
  indexOf(id: string): number;
  findRow(id: string): WireRecord | undefined;
  /** Loads the pages of these rows. Throws ApiFailure. */
  load(from: number, to: number): Promise<void>;
  /** The cell on the screen; undefined when it is scrolled away. */
  cellAt(index: number, path: string): HTMLElement | undefined;
  /** Scrolls to a cell and gives it the focus. */
  focusCell(index: number, path: string): Promise<void>;
  /** Shows other values of a loaded row. */
  patch(id: string, values: Readonly<Record<string, unknown>>): void;
  /** Draws cells anew: notes and marks changed. */
  redraw(): void;
  /** Fetches the loaded pages again. */
  refresh(): Promise<void>;
  /** Opens a record's page. */
  open(row: WireRecord): void;
}

/** A cell by its row's place and its column's path. */
export interface CellAt {
  readonly index: number;
  readonly path: string;
}

/** What the table asks of its tools, once they are loaded. */
export interface GridTools {
  /** True when the key was theirs. */
  key(event: KeyboardEvent, at: CellAt): boolean;
  /** The pointer went down on a cell; true when the table must not take it. */
  press(event: PointerEvent, at: CellAt): boolean;
  /** The pointer moved over a cell while it was down. */
  drag(at: CellAt): void;
  /** Double click. */
  edit(at: CellAt): void;
  /** Copy and cut: the clipboard is filled at once. */
  copy(event: ClipboardEvent, at: CellAt): void;
  paste(text: string, at: CellAt): void;
  /** Marks of a cell: part names. */
  marks(index: number, id: string, path: string): string;
  /** What stands under a cell that could not be saved. */
  note(id: string, path: string): string | undefined;
  /** A cell of the row has such a note: the row needs more room. */
  hasNote(id: string): boolean;
  /** The table was scrolled or drawn anew. */
  moved(): void;
  stop(): void;
}
