/**
 * Pieces of the layout -> grid: values, texts, styles and actions of its cells, or of those in a window of some rows.
 * Padding and fill are empty cells (R6, R29).
 */
import { bindActionFilter } from '../query/action-filter.js';
import type { Filter } from '../schema/query.js';
import type { SheetDocument, SheetStyle } from '../schema/sheet.js';
import type { Value } from '../value.js';
import { parseAddress } from './address.js';
import type { Evaluator } from './evaluator.js';
import { flat, textOf } from './format.js';
import type { Piece } from './layout.js';
import { isNoAccess, noAccessText } from './no-access.js';
import { pageBreaks, withBreaks, type PageBreak } from './page-breaks.js';
import { pointAt } from './pointed.js';
import { holds, type SizedLayout } from './sizes.js';
import type { Slot } from './slots.js';
import { CellError, type CellInstance, type Grid, type GridCell, type GridRow, type GridWindow, type Instance, type Template } from './types.js'; // prettier-ignore

/** What a grid is made from, whole or in parts. */
export interface GridSource extends SizedLayout {
  readonly sheet: SheetDocument;
  readonly template: Template;
  readonly evaluator: Evaluator;
  readonly language: string;
  /** Of the site: date-times with a format are written in it. */
  readonly timeZone: string;
  /** For files of rows: without paths, actions and the texts of numbers, and nothing is kept of what was shown. */
  readonly plain?: boolean;
}

export function buildGrid(source: GridSource): Grid {
  const { sheet, layout, widths } = source;
  return {
    columns: widths.map((width) => ({ width })),
    ...partOf(source, 0, layout.rows.length),
    ...freezeOf(sheet, layout.rows, layout.columns),
  };
}

/** Rows `fromRow` to `toRow` (not included) of the grid; only their values are computed. */
export function buildWindow(source: GridSource, fromRow: number, toRow: number): GridWindow {
  const { sheet, layout, heights, widths } = source;
  const from = Math.max(0, Math.min(fromRow, layout.rows.length));
  const to = Math.max(from, Math.min(toRow, layout.rows.length));
  const add = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    fromRow: from,
    size: { rows: layout.rows.length, columns: layout.columns.length, height: add(heights), width: add(widths) },
    columns: widths.map((width) => ({ width })),
    ...partOf(source, from, to),
    ...freezeOf(sheet, layout.rows, layout.columns),
  };
}

function partOf(source: GridSource, from: number, to: number): Pick<Grid, 'rows' | 'cells' | 'styles'> {
  const { sheet, layout, heights, evaluator } = source;
  const styles: Record<string, SheetStyle> = { ...sheet.styles };
  const breaks: PageBreak[] = [];
  const cells = layout.pieces(from, to).map((piece) => {
    const { place, row, height, first } = piece;
    if (first && place.at) breaks.push(...pageBreaks(place.at, row, height, evaluator));
    return gridCell(piece, source, styles);
  });
  const rows: GridRow[] = [];
  for (let i = from; i < to; i++) rows.push(rowOf(sheet, layout.rows[i]!, heights[i]!));
  return { rows: withBreaks(rows, breaks, layout.rows, from), cells, styles };
}

function rowOf(sheet: SheetDocument, slot: Slot, height: number): GridRow {
  const role = sheet.rows?.[slot.index]?.role;
  let level = 0;
  for (let at: Instance | undefined = slot.inner; at?.parent; at = at.parent) level++;
  return { height, ...(role === undefined ? {} : { role }), ...(level === 0 ? {} : { level }) };
}

/** Rows and columns before the frozen cell that are emitted outside any expansion of their own. */
function freezeOf(sheet: SheetDocument, rows: readonly Slot[], columns: readonly Slot[]): Partial<Grid> {
  const at = sheet.freeze === undefined ? undefined : parseAddress(sheet.freeze);
  if (!at) return {};
  const before = (slots: readonly Slot[], index: number) => {
    const first = slots.findIndex((slot) => slot.index >= index);
    return first < 0 ? slots.length : first;
  };
  return { freeze: { rows: before(rows, at.row), columns: before(columns, at.column) } };
}

type Growing = { -readonly [K in keyof GridCell]: GridCell[K] };

function gridCell(piece: Piece, source: GridSource, styles: Record<string, SheetStyle>): GridCell {
  const { place, row, column, height, width, first } = piece;
  const { document, address } = place.cell;
  const cell: Growing = { row, column, value: null, text: '', source: address };
  if (height > 1) cell.rowSpan = height;
  if (width > 1) cell.columnSpan = width;
  if (document.style !== undefined) cell.style = document.style;
  if (place.at && first) fillIn(cell, place.at, source, styles);
  else cell.kind = place.at ? 'piece' : 'blank';
  return cell;
}

/** Value, text, style and actions of the cell at a crossing; its code or words where it has none. */
function fillIn(cell: Growing, at: CellInstance, source: GridSource, styles: Record<string, SheetStyle>): void {
  const { evaluator, language, timeZone, plain = false } = source;
  const { document } = at.cell;
  if (!plain) cell.at = `${pathOf(at.down)};${pathOf(at.right)}`;
  const said = document.when ? conditional(cell, at, evaluator, styles) : undefined;
  try {
    const part = embedded(at, evaluator);
    if (part) return void Object.assign(cell, part);
    const own = () => (plain ? evaluator.readOnce(at) : evaluator.values.read(at));
    const value = flat(said === undefined ? own() : evaluator.evaluate(said, at));
    const on = plain ? undefined : actionsOf(at, evaluator, source.template);
    if (!plain || typeof value !== 'number') cell.text = textOf(value, document.format, language, timeZone);
    cell.value = value;
    if (on) cell.on = on;
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    cell.kind = isNoAccess(error) ? 'noAccess' : 'error';
    cell.value = cell.kind === 'error' ? error.code : null;
    cell.text = cell.kind === 'error' ? error.code : noAccessText(language);
  }
}

/** What a cell shows instead of a value. The picture itself stands in the document, once. */
function embedded(at: CellInstance, evaluator: Evaluator): Pick<GridCell, 'kind' | 'chart' | 'report'> | undefined {
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

const paths = new WeakMap<Instance, string>();

/** `A3:2,B3:1` is the first instance of B3 below the second of A3: what explain names a cell by. */
export function pathOf(instance: Instance): string {
  if (!instance.parent) return '';
  const known = paths.get(instance);
  if (known !== undefined) return known;
  const above = pathOf(instance.parent);
  const path = `${above}${above === '' ? '' : ','}${instance.cell!.address}:${instance.index}`;
  paths.set(instance, path);
  return path;
}

/** Gives the cell's style and those whose condition holds, as one named style; tells what the last such shows instead. */
function conditional(
  cell: Growing,
  at: CellInstance,
  evaluator: Evaluator,
  styles: Record<string, SheetStyle>,
): string | undefined {
  const { style, when = [] } = at.cell.document;
  const names = style === undefined ? [] : [style];
  let said: string | undefined;
  for (const rule of when) {
    if (rule.style === undefined && rule.value === undefined) continue;
    if (!holds(rule.if, at, evaluator)) continue;
    if (rule.style !== undefined) names.push(rule.style);
    said = rule.value ?? said;
  }
  if (names.length === 0) return said;
  const joined = names.join('+');
  if (names.length > 1) styles[joined] ??= Object.assign({}, ...names.map((name) => styles[name] ?? {})) as SheetStyle;
  cell.style = joined;
  return said;
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
