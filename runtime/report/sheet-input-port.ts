/** What a sheet asks of the tools that let its cells be typed into (sheet-input.ts), and what they may ask of the sheet. */
import type { Host } from '../host/host.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { GridLayout, GridPlace } from './grid-layout.js';
import type { GridRange } from './grid-range.js';

/** How an open cell is drawn. */
export interface InputLook {
  /** Instead of the text of the grid. */
  readonly text: string;
  /** Classes: `open`, and `changed`, `wrong`, `num` where they hold. */
  readonly names: string;
  readonly isWrong: boolean;
}

export interface SheetTools {
  /** Undefined: the cell takes nothing. */
  look(cell: GridCell): InputLook | undefined;
  /** True when the key was theirs. */
  key(event: KeyboardEvent): boolean;
  /** A click on a cell, after the focus went there; true when that is all it does. */
  press(cell: GridCell, event: MouseEvent): boolean;
  /** A double click. */
  edit(cell: GridCell): void;
  paste(text: string): void;
  /** The sheet was scrolled or drawn anew. */
  moved(): void;
}

export interface SheetPort {
  readonly host: Host;
  readonly layout: GridLayout | undefined;
  /** The cell with the focus. */
  readonly place: GridPlace;
  /** What is selected besides it. */
  readonly range: GridRange | undefined;
  /** Where overlays are put. */
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  getBoundingClientRect(): DOMRect;
  requestUpdate(): void;
  focus(): void;
  goTo(place: GridPlace): void;
  /** The cell on the screen; undefined when it is scrolled away. */
  elementOf(cell: GridCell): HTMLElement | undefined;
  /** Explains the cell with the focus. */
  explain(): void;
}
