/**
 * How a person looks at the sheet just now: size and widths (kept on this device), folded groups, what is looked for. A
 * reactive controller: its element is drawn anew with each change.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { foldedAt, outlineOf, type Outline } from './outline.js';
import { keepLook, readLook, type SheetLook } from './sheet-memory.js';

/** Narrower a column cannot be told from another. */
const NARROWEST = 32;

export class OwnLook implements ReactiveController {
  folded: ReadonlySet<string> = new Set();
  /** Undefined while nothing is looked for. */
  find: string | undefined;
  isMissed = false;
  #look: SheetLook = { widths: new Map(), scale: 1 };
  #of = { user: '', report: '' };

  constructor(private readonly element: ReactiveControllerHost) {
    element.addController(this);
  }

  hostConnected(): void {}

  get scale(): number {
    return this.#look.scale;
  }

  get widths(): ReadonlyMap<number, number> {
    return this.#look.widths;
  }

  open(user: string, report: string): void {
    this.#of = { user, report };
    this.#look = readLook(localStorage, user, report);
    this.folded = new Set();
    this.closeFind();
  }

  fold(key: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(key)) folded.add(key);
    this.folded = folded;
    this.element.requestUpdate();
  }

  /** Opens the groups that hide a cell. */
  unfold(grid: Grid, { source, at }: Pick<GridCell, 'source' | 'at'>): void {
    const row = grid.cells.find((cell) => cell.source === source && cell.at === at)?.row ?? -1;
    const hiding = outlineOf(grid).groups.filter(({ key, hides }) => this.folded.has(key) && hides.includes(row));
    if (hiding.length === 0) return;
    this.folded = new Set([...this.folded].filter((key) => !hiding.some((group) => group.key === key)));
    this.element.requestUpdate();
  }

  setLevel(outline: Outline, level: number): void {
    this.folded = foldedAt(outline, level);
    this.element.requestUpdate();
  }

  setScale(scale: number): void {
    this.#keep({ ...this.#look, scale });
  }

  /** Pixels as the document counts them; undefined is the document's own. */
  setWidth(column: number, width: number | undefined): void {
    const widths = new Map(this.widths);
    if (width === undefined) widths.delete(column);
    else widths.set(column, Math.max(NARROWEST, width));
    this.#keep({ ...this.#look, widths });
  }

  lookFor(text: string, isMissed = false): void {
    this.find = text;
    this.isMissed = isMissed;
    this.element.requestUpdate();
  }

  closeFind(): void {
    this.find = undefined;
    this.isMissed = false;
    this.element.requestUpdate();
  }

  #keep(look: SheetLook): void {
    this.#look = look;
    keepLook(localStorage, this.#of.user, this.#of.report, look);
    this.element.requestUpdate();
  }
}
