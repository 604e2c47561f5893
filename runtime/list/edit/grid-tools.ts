/**
 * The tools of a list's table, loaded when somebody first goes into it: editing cells, selecting a rectangle, the
 * clipboard, undo. Keys: Enter, F2 or typing edit; Shift with arrows selects; Ctrl+C, V, D, Z; Delete clears.
 */
import { readPath } from '../../data/record.js';
import type { Conflict } from '../../record/conflict-dialog.js';
import { isComposing } from '../../ui/element.js';
import { columnRefusal } from './cell-permission.js';
import { extend, isInside, rectangleOf, type CellRange, type Rectangle } from './cell-range.js';
import { CellSaver } from './cell-saver.js';
import { CellSession, type Step } from './cell-session.js';
import { parseTabText, toHtmlTable, toTabText, type TextTable } from './clipboard-text.js';
import { editBlock, mostRows } from './edit-block.js';
import type { CellAt, GridPort, GridTools } from './grid-port.js';
import { textOf, type Wanted, type WantedCell } from './read-cells.js';
import { UndoStack } from './undo-stack.js';
import '../../ui/later-strings.js';

export function createGridTools(port: GridPort): GridTools {
  return new Tools(port);
}

class Tools implements GridTools {
  readonly #undo = new UndoStack();
  readonly #saver: CellSaver;
  readonly #session: CellSession;
  #range: CellRange | undefined;
  /** Moves of the focus to a new head that are under way. */
  #following = 0;

  constructor(private readonly port: GridPort) {
    this.#saver = new CellSaver(port, this.#undo, (conflict) => this.#askConflict(conflict));
    this.#session = new CellSession(port, this.#saver, (from, step) => void this.#go(from, step));
  }

  key(event: KeyboardEvent, at: CellAt): boolean {
    if (isComposing(event)) return false;
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (ctrl && key === 'z' && !event.shiftKey) return this.#did(this.#undoLast());
    if (ctrl && key === 'd') return this.#did(this.#fillDown(at));
    if (event.shiftKey && event.key.startsWith('Arrow')) return this.#extend(event, at);
    if (ctrl || event.altKey) return false;
    if (event.key === 'Escape' && this.#range) return this.#select(undefined);
    if (event.key === 'Delete' || event.key === 'Backspace') return this.#did(this.#clear(at));
    if (event.key === 'F2') return this.#did(this.#session.start(at));
    if (event.key === 'Enter') {
      if (this.#opensRecord(at)) return false;
      return this.#did(this.#session.start(at));
    }
    if (event.key.length === 1 && event.key !== ' ') return this.#did(this.#session.start(at, event.key));
    if (event.key.startsWith('Arrow') || event.key === 'Tab') this.#select(undefined);
    return false;
  }

  press(event: PointerEvent, at: CellAt): boolean {
    if (event.button !== 0) return false;
    if (!event.shiftKey || !this.#range) {
      this.#select({ anchor: at, head: at });
      return false;
    }
    this.#select({ anchor: this.#range.anchor, head: at });
    void this.port.focusCell(at.index, at.path);
    return true;
  }

  drag(at: CellAt): void {
    if (!this.#range || (this.#range.head.index === at.index && this.#range.head.path === at.path)) return;
    this.#select({ anchor: this.#range.anchor, head: at });
  }

  edit(at: CellAt): void {
    void this.#session.start(at);
  }

  paste(text: string, at: CellAt): void {
    void this.#paste(at, parseTabText(text));
  }

  copy(event: ClipboardEvent, at: CellAt): void {
    const data = event.clipboardData;
    if (!data) return;
    if (!getSelection()?.isCollapsed) return;
    const table = this.#texts(this.#box(at));
    data.setData('text/plain', toTabText(table));
    data.setData('text/html', toHtmlTable(table));
    event.preventDefault();
    const count = table.reduce((sum, row) => sum + row.length, 0);
    this.port.host.announce(this.port.host.i18n.t('block.copied', { count }));
    if (event.type === 'cut') void this.#clear(at);
  }

  marks(index: number, id: string, path: string): string {
    const failed = this.#saver.failure(id, path) ? 'failed' : '';
    const range = this.#range;
    if (!range || isOne(range)) return failed;
    const box = rectangleOf(range, this.#paths);
    return box && isInside(box, index, this.#paths.indexOf(path)) ? `${failed} range` : failed;
  }

  note(id: string, path: string): string | undefined {
    return this.#saver.failure(id, path)?.text;
  }

  hasNote(id: string): boolean {
    return this.port.columns.some((column) => this.#saver.failure(id, column.path) !== undefined);
  }

  moved(): void {
    this.#session.moved();
  }

  stop(): void {
    void this.#session.finish('stay');
  }

  get #paths(): readonly string[] {
    return this.port.columns.map((column) => column.path);
  }

  /** Where nothing at all can be edited, Enter opens the record as a link does. */
  #opensRecord({ path }: CellAt): boolean {
    const { host, entityName, columns } = this.port;
    const refusal = (each: (typeof columns)[number]) => columnRefusal(host, entityName, each);
    const column = columns.find((each) => each.path === path);
    return column !== undefined && refusal(column) !== undefined && (column.naming || columns.every(refusal));
  }

  #did(work: Promise<unknown>): true {
    void work;
    return true;
  }

  #select(range: CellRange | undefined): true {
    this.#range = range;
    this.port.redraw();
    return true;
  }

  #extend(event: KeyboardEvent, at: CellAt): boolean {
    const held = this.#range;
    // Of quick keys the later ones come before the focus has followed: the head is where they mean.
    const isHead = held && (this.#following > 0 || (held.head.index === at.index && held.head.path === at.path));
    const range = held && isHead ? held : { anchor: at, head: at };
    const head = extend(range, event, this.#paths, this.port.count);
    if (!head) return false;
    this.#select({ anchor: range.anchor, head });
    this.#following += 1;
    void this.port.focusCell(head.index, head.path).finally(() => (this.#following -= 1));
    return true;
  }

  async #go(from: CellAt, step: Step): Promise<void> {
    const paths = this.#paths;
    const place = paths.indexOf(from.path);
    const last = this.port.count - 1;
    if (step === 'stay') return this.port.focusCell(from.index, from.path);
    if (step === 'down' || step === 'up') {
      const index = Math.max(0, Math.min(last, from.index + (step === 'down' ? 1 : -1)));
      return this.port.focusCell(index, from.path);
    }
    const next = nextCell(place, step === 'back', this.port);
    const index = from.index + next.rows;
    if (index < 0 || index > last) return this.port.focusCell(from.index, from.path);
    await this.port.focusCell(index, paths[next.place]!);
    await this.#session.start({ index, path: paths[next.place]! });
  }

  async #undoLast(): Promise<void> {
    const { host } = this.port;
    if (this.#undo.size === 0) host.toasts.show({ text: host.i18n.t('cell.nothingToUndo') });
    else await this.#undo.undo();
  }

  /** The selected block, else the cell. */
  #box(at: CellAt): Rectangle {
    const place = this.#paths.indexOf(at.path);
    const one = { from: at.index, to: at.index, first: place, last: place };
    return (this.#range && rectangleOf(this.#range, this.#paths)) ?? one;
  }

  #texts(box: Rectangle): TextTable {
    const rows: string[][] = [];
    for (let index = box.from; index <= box.to; index++) {
      const row = this.port.rowAt(index);
      if (!row) continue;
      const columns = this.port.columns.slice(box.first, box.last + 1);
      rows.push(columns.map((column) => textOf(this.port, column, readPath(row, column.path))));
    }
    return rows;
  }

  async #write(box: Rectangle, wanted: (row: number, column: number) => Wanted | undefined): Promise<void> {
    const { host } = this.port;
    if (box.to - box.from >= mostRows) {
      host.toasts.show({ text: host.i18n.t('block.tooMany', { count: mostRows }), tone: 'bad' });
      return;
    }
    await this.port.load(box.from, box.to);
    const cells: WantedCell[] = [];
    for (let index = box.from; index <= box.to; index++) {
      const row = this.port.rowAt(index);
      for (let place = box.first; place <= box.last; place++) {
        const column = this.port.columns[place];
        const value = wanted(index, place);
        if (row && column && value) cells.push({ row, column, wanted: value });
      }
    }
    await editBlock({ port: this.port, session: this.#session, saver: this.#saver, undo: this.#undo }, cells);
  }

  async #clear(at: CellAt): Promise<void> {
    await this.#write(this.#box(at), () => ({ value: null }));
  }

  /** The first row of the block goes into the others. */
  async #fillDown(at: CellAt): Promise<void> {
    const box = this.#box(at);
    const first = this.port.rowAt(box.from);
    if (!first || box.to === box.from) return;
    const valueOf = (place: number) => ({ value: first[this.#paths[place]!] ?? null });
    await this.#write({ ...box, from: box.from + 1 }, (_row, place) => valueOf(place));
  }

  /** One value fills the whole block; more begin at its first cell. */
  async #paste(at: CellAt, table: TextTable): Promise<void> {
    const box = this.#box(at);
    const isOneValue = table.length === 1 && table[0]!.length === 1;
    if (isOneValue) return this.#write(box, () => ({ text: table[0]![0]! }));
    const width = Math.max(...table.map((row) => row.length));
    const target = {
      ...box,
      to: Math.min(this.port.count - 1, box.from + table.length - 1),
      last: Math.min(this.#paths.length - 1, box.first + width - 1),
    };
    await this.#write(target, (row, place) => {
      const text = table[row - box.from]?.[place - box.first];
      return text === undefined ? undefined : { text };
    });
  }

  async #askConflict(conflict: Conflict): Promise<readonly string[] | undefined> {
    const { TrConflictDialog } = await import('../../record/conflict-dialog.js');
    const dialog = new TrConflictDialog();
    dialog.host = this.port.host;
    dialog.conflict = conflict;
    dialog.fieldHost = this.port.fieldHost;
    this.port.root.append(dialog);
    await dialog.updateComplete;
    const answer = new Promise<readonly string[] | undefined>((resolve) => {
      dialog.addEventListener('tr-resolved', (event) => resolve((event as CustomEvent<readonly string[]>).detail));
      // The choice closes the dialog, too: it is told just after.
      dialog.addEventListener('tr-closed', () => setTimeout(() => resolve(undefined)));
    });
    await dialog.open();
    return answer.finally(() => dialog.remove());
  }
}

const isOne = ({ anchor, head }: CellRange): boolean => anchor.index === head.index && anchor.path === head.path;

/** The next column that can be edited, in the same row or the next. */
function nextCell(from: number, back: boolean, { columns, host, entityName }: GridPort) {
  const step = back ? -1 : 1;
  for (let moved = 1; moved <= columns.length; moved++) {
    const at = from + step * moved;
    const place = (at + columns.length) % columns.length;
    if (!columnRefusal(host, entityName, columns[place]!)) {
      return { place, rows: at < 0 ? -1 : at >= columns.length ? 1 : 0 };
    }
  }
  return { place: from, rows: 0 };
}
