/**
 * The tools of a sheet whose cells are typed into, loaded when a run answers open cells: keys, typing, paste, fill, undo, and
 * how such cells look. What is typed is collected in a draft (input-draft.ts) and saved as one (input-saver.ts).
 */
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { parseTabText } from '../list/edit/clipboard-text.js';
import { readText, type Read } from '../list/edit/read-text.js';
import { isComposing } from '../ui/element.js';
import { rangeOf } from './grid-range.js';
import { InputDraft, type CellKey, type TypedValue } from './input-draft.js';
import { InputNote } from './input-note.js';
import { cellName, fillDown, nextOpen, openIn, placeTexts } from './input-places.js';
import { InputSession, type After, type Written } from './input-session.js';
import { OpenCells, type OpenCell } from './open-cells.js';
import type { GridAnswer } from './report-run.js';
import type { InputLook, SheetPort, SheetTools } from './sheet-input-port.js';
import '../ui/later-strings.js';

const touch = matchMedia('(pointer: coarse)');

export interface InputPage {
  readonly host: SheetPort['host'];
  /** The sheet, once it is drawn. */
  sheet(): SheetPort | undefined;
  /** The page shows how many changes there are. */
  changed(): void;
  save(): void;
}

export class SheetInput implements SheetTools {
  readonly draft = new InputDraft();
  /** Nothing can be typed: what there is is being saved. */
  isLocked = false;
  /** Saved, and not in the grid yet. */
  #settled: ReadonlyMap<CellKey, TypedValue> = new Map();
  #cells: OpenCells;
  readonly #session: InputSession;
  readonly #note: InputNote;

  constructor(
    private readonly page: InputPage,
    grid: GridAnswer,
  ) {
    this.#cells = new OpenCells(page.host, grid);
    this.#note = new InputNote(() => page.sheet());
    this.#session = new InputSession(
      () => page.sheet(),
      {
        begin: (open) => this.#begin(open),
        take: (open, written, after) => this.#take(open, written, after),
        left: (open, after) => this.#left(open, after),
        save: () => page.save(),
      },
      () => this.#cells,
    );
  }

  get cells(): OpenCells {
    return this.#cells;
  }

  /** The report has run again: what was typed goes with its records. Gives what has lost its place just now. */
  renew(grid: GridAnswer): readonly TypedValue[] {
    this.#cells = new OpenCells(this.page.host, grid);
    this.#settled = new Map();
    const lost = this.draft.settle((key) => this.#cells.find(key) !== undefined);
    this.#changed();
    return lost;
  }

  /** These are written: they look so until the report has run again. */
  settle(keys: readonly CellKey[]): void {
    this.#settled = new Map(keys.flatMap((key) => (this.draft.get(key) ? [[key, this.draft.get(key)!] as const] : [])));
    this.draft.drop(keys);
    this.#changed();
  }

  /** What was left from an earlier visit; what has no cell any more is put aside. Gives how many are back. */
  restore(values: readonly (readonly [CellKey, TypedValue])[]): number {
    const known = values.filter(([key]) => this.#cells.find(key) && !this.draft.get(key));
    this.draft.strand(values.filter(([key]) => !this.#cells.find(key)));
    const count = this.draft.type(known) ? known.length : 0;
    this.#changed();
    return count;
  }

  dropStranded(): void {
    this.draft.dropStranded();
    this.#changed();
  }

  /** Undo brings it back, unless the sheet is left (`forGood`). */
  discard(forGood = false): void {
    if (forGood) this.draft.clear();
    else this.draft.discard();
    this.#changed();
  }

  /** An editor is open. */
  get isTyping(): boolean {
    return this.#session.isOpen;
  }

  /** What is being typed just now belongs to the rest. */
  finish(): Promise<void> {
    return this.#session.finish('stay', true);
  }

  /** Goes to a cell and says what is wrong with it. */
  show(key: CellKey): void {
    const open = this.#cells.find(key);
    const sheet = this.page.sheet();
    if (!open || !sheet) return;
    sheet.goTo({ row: open.cell.row, column: open.cell.column });
    sheet.focus();
    this.#changed();
    const problem = this.draft.get(key)?.problem;
    if (problem !== undefined) this.page.host.announce(problem, true);
  }

  look(cell: GridCell): InputLook | undefined {
    const open = this.#cells.at(cell);
    if (!open) return undefined;
    const typed = this.draft.get(open.key);
    const isWrong = typed?.problem !== undefined;
    const isEnd = (open.view.alignOf?.(open.field) ?? open.view.align) === 'end';
    const names = ['open', typed ? 'changed' : '', isWrong ? 'wrong' : '', isEnd ? 'num' : '']
      .filter(Boolean)
      .join(' ');
    return { text: (typed ?? this.#settled.get(open.key))?.text ?? cell.text, names, isWrong };
  }

  moved(): void {
    this.#session.moved();
    const cell = this.#active();
    const typed = cell && !this.#session.isOpen ? this.draft.get(this.#cells.at(cell)?.key ?? '') : undefined;
    this.#note.show(cell, typed?.problem);
  }

  press(cell: GridCell, event: MouseEvent): boolean {
    const open = this.#cells.at(cell);
    if (!open) return false;
    const isTouch = (event as PointerEvent).pointerType === 'touch' || touch.matches;
    if (isTouch) this.#start(open);
    return true;
  }

  edit(cell: GridCell): void {
    const open = this.#cells.at(cell);
    if (open) this.#start(open);
  }

  key(event: KeyboardEvent): boolean {
    if (isComposing(event)) return false;
    if (this.#session.wait(event)) return true;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (altKey) {
      if (key === 'Enter') this.page.sheet()?.explain();
      return key === 'Enter';
    }
    if (ctrlKey || metaKey) return this.#control(key.toLowerCase(), shiftKey);
    const cell = this.#active();
    const open = cell && this.#cells.at(cell);
    if (key === 'Delete' || key === 'Backspace') return this.#empty();
    const isText = key.length === 1 && key !== ' ';
    if (!open) {
      if (!isText || ['/', '+', '-'].includes(key)) return false;
      this.#say('input.closed');
      return true;
    }
    if (key === 'F2' || key === 'Enter') this.#start(open);
    else if (isText) this.#start(open, key);
    else return false;
    return true;
  }

  #control(key: string, isShift: boolean): boolean {
    if (key === 'z' && !isShift) this.undo();
    else if (key === 'y' || (key === 'z' && isShift)) this.redo();
    else if (key === 'd') this.#fillDown();
    else return false;
    return true;
  }

  undo(): void {
    this.#stepped(this.draft.undo(), 'input.undone');
  }

  redo(): void {
    this.#stepped(this.draft.redo(), 'input.redone');
  }

  #stepped(keys: readonly CellKey[], said: 'input.undone' | 'input.redone'): void {
    const first = keys.map((key) => this.#cells.find(key)).find((open) => open !== undefined);
    if (!first) return void this.page.host.announce(this.#t('cell.nothingToUndo'));
    this.page.sheet()?.goTo({ row: first.cell.row, column: first.cell.column });
    this.#changed();
    this.page.host.announce(this.#t(said, { count: keys.length }));
  }

  paste(text: string): void {
    const sheet = this.page.sheet();
    if (!sheet?.layout || text === '' || this.isLocked) return;
    const { layout, place: at, range } = sheet;
    const { placed, left, total } = placeTexts(layout, { at, range, table: parseTabText(text) }, this.#isOpen);
    void this.#readAll(placed).then((values) => {
      this.draft.type(values);
      this.#changed();
      const unread = values.filter(([, { unread }]) => unread).length;
      const said = [
        this.#t('input.pasted', { count: placed.length }),
        left > 0 ? this.#t('input.leftOut', { count: left, total }) : '',
        unread > 0 ? this.#t('input.unreadCount', { count: unread }) : '',
      ];
      const isAll = left === 0 && unread === 0;
      this.page.host.toasts.show({ text: said.filter(Boolean).join(' '), tone: isAll ? 'plain' : 'bad' });
    });
  }

  async #readAll(
    placed: readonly { readonly cell: GridCell; readonly text: string }[],
  ): Promise<readonly (readonly [CellKey, TypedValue])[]> {
    const found = new Map<string, Promise<Read>>();
    const reader = { host: this.page.host, fieldHost: this.#cells.fieldHost };
    const values: (readonly [CellKey, TypedValue])[] = [];
    for (const { cell, text } of placed) {
      const open = this.#cells.at(cell)!;
      const read = await readText(reader, open.field, text, found).catch((error: unknown): Read => {
        if (!(error instanceof ApiFailure)) throw error;
        return { reason: error.message };
      });
      values.push([open.key, 'value' in read ? this.#typed(open, read.value) : this.#unread(open, text, read.reason)]);
    }
    return values;
  }

  #typed(open: OpenCell, value: unknown): TypedValue {
    const body = this.#cells.bodyOf(open, value);
    return { was: this.#shown(open), value: body ?? null, text: this.#cells.textOf(open, value), ...this.#where(open) };
  }

  #unread(open: OpenCell, text: string, problem: string): TypedValue {
    return { was: this.#shown(open), value: null, text, problem, unread: true, ...this.#where(open) };
  }

  #where({ cell }: OpenCell): { readonly where?: string } {
    const layout = this.page.sheet()?.layout;
    return layout ? { where: cellName(layout, cell) } : {};
  }

  /** What is stored as far as this page knows. */
  #shown({ key, stored }: OpenCell): Value {
    const settled = this.#settled.get(key);
    return settled ? (settled.value as Value) : stored;
  }

  #begin(open: OpenCell): { readonly value: unknown; readonly text?: string } {
    const typed = this.draft.get(open.key);
    if (typed?.unread) return { value: null, text: typed.text };
    const value = typed ? typed.value : this.#shown(open);
    const text = (typed ?? this.#settled.get(open.key))?.text ?? open.cell.text;
    return { value: this.#cells.editedOf(open, value, text) };
  }

  #take(open: OpenCell, { value, unread }: Written, after: After): void {
    const typed = unread ? this.#unread(open, unread.text, unread.reason) : this.#typed(open, value);
    const sheet = this.page.sheet();
    const cells =
      after === 'fill' && sheet?.layout && sheet.range ? openIn(sheet.layout, sheet.range, this.#isOpen) : [open.cell];
    const values = cells.map((cell) => {
      const each = this.#cells.at(cell)!;
      return [each.key, { ...typed, was: this.#shown(each) }] as const;
    });
    this.draft.type(values);
    this.#changed();
  }

  /** Keys lead on from a cell that was typed into; with a finger the next one is open at once. */
  #left({ cell }: OpenCell, after: After): void {
    const sheet = this.page.sheet();
    if (!sheet?.layout) return;
    const next = after === 'stay' || after === 'fill' ? undefined : nextOpen(sheet.layout, cell, after, this.#isOpen);
    if (next) sheet.goTo({ row: next.row, column: next.column });
    sheet.requestUpdate();
    if (next && touch.matches) this.edit(next);
  }

  #start(open: OpenCell, typed?: string): void {
    if (this.isLocked) return this.#say('input.saving');
    void this.#session.start(open, typed);
  }

  #empty(): boolean {
    const sheet = this.page.sheet();
    if (!sheet?.layout || this.isLocked) return true;
    const cells = openIn(sheet.layout, sheet.range ?? rangeOf(sheet.layout, sheet.place, sheet.place), this.#isOpen);
    if (cells.length === 0) this.#say('input.closed');
    this.draft.type(cells.map((cell) => [this.#cells.at(cell)!.key, this.#typed(this.#cells.at(cell)!, null)]));
    this.#changed();
    return true;
  }

  #fillDown(): void {
    const sheet = this.page.sheet();
    if (!sheet?.layout || !sheet.range || this.isLocked) return;
    const values = fillDown(sheet.layout, sheet.range, this.#isOpen).map(({ from, to }) => {
      const [source, open] = [this.#cells.at(from)!, this.#cells.at(to)!];
      const typed = this.draft.get(source.key);
      const value = typed ? typed.value : this.#cells.editedOf(source, this.#shown(source), source.cell.text);
      return [open.key, typed ? { ...typed, was: this.#shown(open) } : this.#typed(open, value)] as const;
    });
    this.draft.type(values);
    this.#changed();
  }

  readonly #isOpen = (cell: GridCell): boolean => this.#cells.at(cell) !== undefined;

  #active(): GridCell | undefined {
    const sheet = this.page.sheet();
    return sheet?.layout?.at(sheet.place.row, sheet.place.column);
  }

  #changed(): void {
    this.page.sheet()?.requestUpdate();
    this.page.changed();
  }

  #say(key: 'input.closed' | 'input.saving'): void {
    this.page.host.toasts.show({ text: this.#t(key) });
  }

  #t(key: Parameters<SheetPort['host']['i18n']['t']>[0], values?: Readonly<Record<string, string | number>>): string {
    return this.page.host.i18n.t(key, values);
  }
}
