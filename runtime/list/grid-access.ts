/**
 * The table of a list as its tools see it: rows by their place, cells by row and path. vaadin-grid has no public way to a
 * cell: its rows and cells in the shadow root are asked for here and nowhere else.
 */
import type { Grid } from '@vaadin/grid';
import type { WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { Column } from './columns.js';
import type { CellAt, GridPort } from './edit/grid-port.js';
import type { GridRow, GridRows } from './grid-pages.js';

export interface GridOwner extends HTMLElement {
  readonly host: Host;
  readonly entityName: string;
  readonly fieldHost: FieldHost;
  readonly columns: readonly Column[];
  readonly renderRoot: DocumentFragment | HTMLElement;
  /** What is shown. */
  readonly shown: GridRows;
  readonly grid: Grid<GridRow>;
  refresh(): Promise<void>;
}

/** Frames that are waited for until a row that was scrolled to is drawn. */
const patience = 30;
/** The same until rows that were asked for anew are drawn. */
const longPatience = 180;

/** A cell by its row, wherever that stands. */
interface CellOf {
  readonly id: string;
  readonly path: string;
}

export class GridAccess implements GridPort {
  /** The column of the grid that last had the focus; it may be one without a path. */
  column: HTMLElement | undefined;

  constructor(private readonly owner: GridOwner) {}

  get host(): Host {
    return this.owner.host;
  }
  get entityName(): string {
    return this.owner.entityName;
  }
  get fieldHost(): FieldHost {
    return this.owner.fieldHost;
  }
  get columns(): readonly Column[] {
    return this.owner.columns;
  }
  get count(): number {
    const { shown, grid } = this.owner;
    return shown.levels === 0 ? (shown.total ?? 0) : ((grid as unknown as FlatGrid)._flatSize ?? 0);
  }
  get root(): ShadowRoot {
    return this.owner.renderRoot as ShadowRoot;
  }

  /** In groups a place counts their heads; those are no records. */
  rowAt(index: number): WireRecord | undefined {
    const { shown } = this.owner;
    if (shown.rowAt) return shown.rowAt(index);
    const item = this.#drawn().find((row) => row.index === index)?._item;
    return item && !item.group ? item : undefined;
  }
  indexOf(id: string): number {
    const { shown } = this.owner;
    return shown.indexOf ? shown.indexOf(id) : (this.#drawn().find((row) => row._item?.id === id)?.index ?? -1);
  }
  findRow(id: string): WireRecord | undefined {
    return this.owner.shown.find(id);
  }
  async load(from: number, to: number): Promise<void> {
    await this.owner.shown.load?.(from, to);
  }
  #drawn(): readonly DrawnRow[] {
    return [...(this.owner.grid.shadowRoot?.querySelectorAll<DrawnRow>('#items tr:not([hidden])') ?? [])];
  }
  refresh(): Promise<void> {
    return this.owner.refresh();
  }
  open(row: WireRecord): void {
    void this.host.router.go(hrefs.record(this.entityName, row.id));
  }

  patch(id: string, values: Readonly<Record<string, unknown>>): void {
    const row = this.findRow(id);
    if (!row) return;
    Object.assign(row, values);
    this.redraw();
  }

  redraw(): void {
    this.owner.grid.generateCellPartNames();
    this.owner.grid.requestContentUpdate();
  }

  /** Without a path: in the column that last had the focus, else in the first. */
  cellAt(index: number, path?: string): HTMLElement | undefined {
    const row = this.owner.grid.shadowRoot?.querySelector(`#items tr[aria-rowindex="${index + 2}"]:not([hidden])`);
    const cells = [...(row?.querySelectorAll<GridCell>('td') ?? [])];
    const last = path === undefined ? cells.find((cell) => cell._column === this.column) : undefined;
    const wanted = path ?? this.columns[0]?.path;
    return last ?? cells.find((cell) => cell._column?.dataset['path'] === wanted);
  }

  async focusCell(index: number, path?: string): Promise<void> {
    const { grid } = this.owner;
    for (let frame = 0; frame < patience; frame++) {
      const cell = this.cellAt(index, path);
      if (cell && isShown(cell, grid)) {
        cell.focus();
        return;
      }
      grid.scrollToIndex(index);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  /** The cell that has the focus. */
  get focused(): CellOf | undefined {
    const cell = this.owner.grid?.shadowRoot?.activeElement?.closest<GridCell>('#items td');
    const id = cell?.closest<DrawnRow>('tr')?._item?.id;
    const path = cell?._column?.dataset['path'];
    return id !== undefined && path !== undefined ? { id, path } : undefined;
  }

  /** Gives the focus back where rows drawn anew take it away; whoever went elsewhere meanwhile is not called back. */
  async keepFocus({ id, path }: CellOf): Promise<void> {
    for (let frame = 0; frame < longPatience; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (document.activeElement !== document.body) continue;
      const row = this.#drawn().find((each) => each._item?.id === id);
      if (row) return this.focusCell(row.index, path);
    }
  }

  /** The column whose head an event happened in. */
  headOf(event: Event): string | undefined {
    const { section, column } = this.owner.grid.getEventContext(event);
    return section === 'header' ? (column as HTMLElement | undefined)?.dataset['path'] : undefined;
  }

  /** The cell of a list's column that an event happened in. */
  placeOf(event: Event): CellAt | undefined {
    const { section, column, index } = this.owner.grid.getEventContext(event);
    const path = (column as HTMLElement | undefined)?.dataset['path'];
    return section === 'body' && path !== undefined && index !== undefined ? { index, path } : undefined;
  }
}

type FlatGrid = { readonly _flatSize?: number };
type DrawnRow = HTMLElement & { readonly index: number; readonly _item?: GridRow };
type GridCell = HTMLElement & { readonly _column?: HTMLElement };

/** Wholly between head and foot of the table. */
function isShown(cell: HTMLElement, grid: HTMLElement): boolean {
  const { top, bottom } = cell.getBoundingClientRect();
  const box = grid.getBoundingClientRect();
  const head = grid.shadowRoot?.querySelector('#header')?.getBoundingClientRect().bottom ?? box.top;
  return top >= head - 1 && bottom <= box.bottom + 1;
}
