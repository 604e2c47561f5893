/**
 * Row slots x column slots -> grid. At a crossing stands the template cell that covers it; equal identities that touch
 * are one merged cell, found in reading order, by width first (R7). Padding and fill are single empty cells (R6, R29).
 */
import { bindActionFilter } from '../query/action-filter.js';
import type { Filter } from '../schema/query.js';
import type { SheetDocument, SheetStyle } from '../schema/sheet.js';
import type { Value } from '../value.js';
import { parseAddress } from './address.js';
import { flat, type Evaluator } from './evaluator.js';
import { textOf } from './format.js';
import { isNoAccess, noAccessText } from './no-access.js';
import { pageBreaks, withBreaks, type PageBreak } from './page-breaks.js';
import { pointAt } from './pointed.js';
import { viewAt, type Slot, type View } from './slots.js';
import {
  CellError,
  type CellInstance,
  type Grid,
  type GridCell,
  type Instance,
  type Template,
  type TemplateCell,
} from './types.js';
import { identityAt } from './values.js';

/** What stands at a position: a cell with an identity, an empty one, or nothing. */
interface Place {
  readonly cell: TemplateCell;
  readonly key: string;
  /** Undefined for padding and fill. */
  readonly at: CellInstance | undefined;
}

export interface Layout {
  readonly rows: readonly Slot[];
  readonly columns: readonly Slot[];
  readonly template: Template;
}

export function buildGrid(sheet: SheetDocument, layout: Layout, evaluator: Evaluator, language: string): Grid {
  const rows = layout.rows.filter((slot) => sheet.rows?.[slot.view.index]?.height !== 0);
  const columns = layout.columns.filter((slot) => sheet.columns?.[slot.view.index]?.width !== 0);
  const places = rows.map((row, i) => columns.map((column, j) => placeAt(row, column, i, j, layout.template)));
  const styles: Record<string, SheetStyle> = { ...sheet.styles };
  const cells: GridCell[] = [];
  const covered = rows.map(() => new Uint8Array(columns.length));
  const shown = new Set<string>();
  const breaks: PageBreak[] = [];
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns.length; j++) {
      const place = places[i]![j];
      if (!place || covered[i]![j]) continue;
      const [height, width] = extent(places, covered, i, j, place);
      for (let r = i; r < i + height; r++) covered[r]!.fill(1, j, j + width);
      const first = !shown.has(place.key);
      shown.add(place.key);
      if (first && place.at) breaks.push(...pageBreaks(place.at, i, height, evaluator));
      cells.push(
        gridCell(place, { i, j, height, width }, first, { evaluator, template: layout.template }, language, styles),
      );
    }
  }
  return {
    columns: columns.map((slot) => ({ width: sheet.columns?.[slot.view.index]?.width ?? 96 })),
    rows: withBreaks(
      rows.map((slot) => rowOf(sheet, slot)),
      breaks,
      rows,
    ),
    cells,
    styles,
    ...freezeOf(sheet, rows, columns),
  };
}

function rowOf(sheet: SheetDocument, slot: Slot): Grid['rows'][number] {
  const document = sheet.rows?.[slot.view.index];
  let level = 0;
  for (let at: Instance | undefined = slot.view.inner; at?.parent; at = at.parent) level++;
  return {
    height: document?.height ?? 26,
    ...(document?.role === undefined ? {} : { role: document.role }),
    ...(level === 0 ? {} : { level }),
  };
}

/** Rows and columns before the frozen cell that are emitted outside any expansion of their own. */
function freezeOf(sheet: SheetDocument, rows: readonly Slot[], columns: readonly Slot[]): Partial<Grid> {
  const at = sheet.freeze === undefined ? undefined : parseAddress(sheet.freeze);
  if (!at) return {};
  const before = (slots: readonly Slot[], index: number) => {
    const first = slots.findIndex((slot) => slot.view.index >= index);
    return first < 0 ? slots.length : first;
  };
  return { freeze: { rows: before(rows, at.row), columns: before(columns, at.column) } };
}

function placeAt(row: Slot, column: Slot, i: number, j: number, template: Template): Place | undefined {
  const right: View = viewAt(column, row.view.index, row.view.inner);
  const down: View = viewAt(row, right.index, right.inner);
  const cell = template.at(down.index, right.index);
  if (!cell) return undefined;
  if (down.padded || right.padded || isBlank(down.inner) || isBlank(right.inner)) {
    return { cell, key: `pad ${i} ${cell.address} ${right.inner.id} ${right.padded ? j : ''}`, at: undefined };
  }
  const at = identityAt(cell, down.inner, right.inner);
  if (!at) return { cell, key: `pad ${i} ${j}`, at: undefined };
  return { cell, key: `${cell.address}|${at.down.id}|${at.right.id}`, at };
}

function isBlank(instance: Instance): boolean {
  for (let at: Instance | undefined = instance; at; at = at.parent) if (at.blank) return true;
  return false;
}

/** Height and width of the largest rectangle of one identity from a position: width first, then height. */
function extent(
  places: readonly (readonly (Place | undefined)[])[],
  covered: readonly Uint8Array[],
  i: number,
  j: number,
  place: Place,
): readonly [number, number] {
  const [stretchDown, stretchRight] = place.cell.document.stretch ?? [true, true];
  const widest = stretchRight ? Infinity : place.cell.columns;
  const highest = stretchDown ? Infinity : place.cell.rows;
  const same = (r: number, c: number) => places[r]?.[c]?.key === place.key && !covered[r]![c];
  let width = 1;
  while (width < widest && same(i, j + width)) width++;
  let height = 1;
  grow: while (height < highest && i + height < places.length) {
    for (let c = j; c < j + width; c++) if (!same(i + height, c)) break grow;
    height++;
  }
  return [height, width];
}

interface Extent {
  readonly i: number;
  readonly j: number;
  readonly height: number;
  readonly width: number;
}

function gridCell(
  place: Place,
  box: Extent,
  first: boolean,
  { evaluator, template }: { readonly evaluator: Evaluator; readonly template: Template },
  language: string,
  styles: Record<string, SheetStyle>,
): GridCell {
  const base = {
    row: box.i,
    column: box.j,
    ...(box.height > 1 ? { rowSpan: box.height } : {}),
    ...(box.width > 1 ? { columnSpan: box.width } : {}),
    source: place.cell.address,
  };
  const style = place.cell.document.style;
  const plain = style === undefined ? {} : { style };
  if (!place.at) return { ...base, value: null, text: '', kind: 'blank', ...plain };
  if (!first) return { ...base, value: null, text: '', kind: 'piece', ...plain };
  const at = `${pathOf(place.at.down)};${pathOf(place.at.right)}`;
  const styled = conditionalStyle(place.at, evaluator, styles);
  try {
    const part = partOf(place.at, evaluator);
    if (part)
      return { ...base, value: null, text: '', at, ...part, ...(styled === undefined ? {} : { style: styled }) };
    const value = flat(evaluator.values.read(place.at));
    const on = actionsOf(place.at, evaluator, template);
    const text = textOf(value, place.cell.document.format, language);
    return { ...base, value, text, at, ...(styled === undefined ? {} : { style: styled }), ...(on ? { on } : {}) };
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    const shown: Pick<GridCell, 'value' | 'text' | 'kind'> = isNoAccess(error)
      ? { value: null, text: noAccessText(language), kind: 'noAccess' }
      : { value: error.code, text: error.code, kind: 'error' };
    return { ...base, ...shown, at, ...(styled === undefined ? {} : { style: styled }) };
  }
}

/** What a cell shows instead of a value. The picture itself stands in the document, once. */
function partOf(at: CellInstance, evaluator: Evaluator): Pick<GridCell, 'kind' | 'chart' | 'report'> | undefined {
  const { chart, report, image } = at.cell.document;
  if (image !== undefined) return { kind: 'image' };
  if (report) {
    const given = Object.entries(report.parameters ?? {});
    const parameters = Object.fromEntries(given.map(([name, text]) => [name, evaluator.evaluate(text, at)]));
    return { kind: 'report', report: { name: report.name, parameters } };
  }
  if (chart === undefined) return undefined;
  const rows = evaluator.chartRows(chart, at);
  return { kind: 'chart', chart: { id: chart, ...(rows ? { rows } : {}) } };
}

/** `A3:2,B3:1` is the first instance of B3 below the second of A3: what explain names a cell by. */
export function pathOf(instance: Instance): string {
  const steps: string[] = [];
  for (let at: Instance | undefined = instance; at?.parent; at = at.parent)
    steps.unshift(`${at.cell!.address}:${at.index}`);
  return steps.join(',');
}

/** The cell's style and those whose condition holds, as one named style. */
function conditionalStyle(
  at: CellInstance,
  evaluator: Evaluator,
  styles: Record<string, SheetStyle>,
): string | undefined {
  const { style, when = [] } = at.cell.document;
  const names = style === undefined ? [] : [style];
  for (const each of when) {
    if (each.style === undefined) continue;
    try {
      if (evaluator.evaluate(each.if, at) === true) names.push(each.style);
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
    }
  }
  if (names.length <= 1) return names[0];
  const joined = names.join('+');
  styles[joined] ??= Object.assign({}, ...names.map((name) => styles[name] ?? {})) as SheetStyle;
  return joined;
}

/** Actions of a cell with their parameters evaluated here, so that a reader needs no template. */
function actionsOf(
  at: CellInstance,
  evaluator: Evaluator,
  template: Template,
): Readonly<Record<string, unknown>> | undefined {
  const clicks = at.cell.document.on?.click;
  if (!clicks) return undefined;
  const evaluateAll = (expressions: Readonly<Record<string, string>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      Object.entries(expressions).map(([name, text]) => {
        const { value, except } = pointAt(text, at, evaluator, template);
        // One record or value is asked for: the others are none.
        return [name, except ? null : value];
      }),
    );
  const boundWhere = (where: Filter) =>
    bindActionFilter(where, {
      expression: (text) => pointAt(text, at, evaluator, template),
      parameter: (name) => evaluator.evaluate(`$${name}`, at),
    }) ?? null;
  return {
    click: clicks.flatMap((action) => {
      const bound = () =>
        'set' in action
          ? { set: evaluateAll(action.set) }
          : {
              open: action.open,
              name: action.name,
              parameters: evaluateAll(action.parameters ?? {}),
              ...(action.where ? { where: boundWhere(action.where) } : {}),
            };
      return readable(bound) ?? [];
    }),
  };
}

/** What leads somewhere by a value that may not be read leads nowhere; the cell itself is shown (R40). */
function readable<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (isNoAccess(error)) return undefined;
    throw error;
  }
}
