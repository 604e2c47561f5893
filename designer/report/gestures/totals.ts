/**
 * A total in one step: the lines that show, once for a group, what its instances add up to. It stands behind the group's
 * band, under the group's own parent; so a second one is that of the next group further out, the last the grand total.
 * Pure; parents and bands are those of the engine.
 */
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { findBands, type Band } from '../../../metadata/sheet/bands.js';
import { parseExpression } from '../../../metadata/expression/parse.js';
import { nodesOf } from '../../../metadata/expression/walk.js';
import { rewriteCell } from '../../../metadata/sheet/rewrite-references.js';
import { SheetError, type Axis, type Template, type TemplateCell } from '../../../metadata/sheet/types.js';
import type { Label } from '../../../metadata/value.js';
import { shiftBy } from './copy-cells.js';
import { insertLines } from './lines.js';
import { putCells, untorn, type Change, type Position } from './places.js';
import { withRole } from './styles.js';
import { templateOf } from './template-of.js';

export interface TotalWords {
  /** `of`: the group whose total it is, none for that of all; `isOnly`: no other group lies around it. */
  label(of: CellDocument | undefined, isOnly: boolean): Label;
  isNumber(dataset: string, field: string | undefined): boolean;
}

interface Level {
  readonly owner: TemplateCell;
  readonly parent: TemplateCell | undefined;
  readonly band: Band;
  readonly axis: Axis;
}

const chainOf = (cell: TemplateCell, axis: Axis) => (axis === 'down' ? cell.leftChain : cell.topChain);
const from = (cell: TemplateCell, axis: Axis) => (axis === 'down' ? cell.row : cell.column);
const size = (cell: TemplateCell, axis: Axis) => (axis === 'down' ? cell.rows : cell.columns);
const across = (axis: Axis): Axis => (axis === 'down' ? 'right' : 'down');

/** The next total of a cell: of its rows first, innermost group first, then of its columns. Undefined: it has all. */
export function addTotal(sheet: SheetDocument, place: Position, words: TotalWords, only?: Axis): Change | undefined {
  const template = templateOf(sheet);
  const cell = template?.at(place.row, place.column);
  if (!template || !cell) return undefined;
  for (const axis of only ? [only] : (['down', 'right'] as const)) {
    const innermost = cell.axis === axis ? cell : chainOf(cell, axis).at(-1);
    for (const level of levelsOf(template, innermost, axis)) {
      const made = innermost && totalOf(sheet, template, { level, innermost, words });
      if (made) return made;
    }
  }
  return undefined;
}

/** From the innermost group outwards. */
function levelsOf(template: Template, innermost: TemplateCell | undefined, axis: Axis): readonly Level[] {
  if (!innermost) return [];
  const bands = [...bandsOf(template, axis).values()].flat();
  const chain = [...chainOf(innermost, axis), innermost];
  return chain.toReversed().flatMap((owner) => {
    const band = bands.find((each) => each.owner === owner);
    return band ? [{ owner, parent: chainOf(owner, axis).at(-1), band, axis }] : [];
  });
}

function bandsOf(template: Template, axis: Axis): ReadonlyMap<string, readonly Band[]> {
  try {
    return findBands(template, axis);
  } catch (error) {
    if (error instanceof SheetError) return new Map();
    throw error;
  }
}

interface Total {
  readonly level: Level;
  readonly innermost: TemplateCell;
  readonly words: TotalWords;
}

function totalOf(sheet: SheetDocument, template: Template, { level, innermost, words }: Total): Change | undefined {
  const { owner, parent, band, axis } = level;
  const leaves = template.cells.filter((each) => chainOf(each, axis).at(-1) === innermost && !each.axis);
  const measures = leaves.filter((each) => summed(each.document, words, 0, axis) !== undefined);
  if (measures.length === 0 || isThere(template, level, measures)) return undefined;
  const lines = [...new Set(measures.map((each) => from(each, axis)))].sort((a, b) => a - b);
  const first = Math.min(...measures.map((each) => from(each, across(axis))));
  const at = band.to + 1;
  // What stands around the group reaches over its total too, so that the total hangs on it.
  const grow = [...chainOf(owner, axis), ...wideTitles(template, level)].filter((each) => from(each, axis) + size(each, axis) === at).map(({ address }) => address); // prettier-ignore
  const inserted = insertLines(sheet, axis === 'down' ? 'row' : 'column', { at, count: lines.length, grow });
  const isGrand = parent === undefined;
  let next = inserted.sheet;
  const put = (line: number, other: number, cell: CellDocument) => {
    const place = axis === 'down' ? { row: line, column: other } : { row: other, column: line };
    next = putCells(next, { [formatAddress(place.row, place.column)]: cell });
  };
  const role = isGrand ? 'total' : 'subtotal';
  const names = leaves.filter((each) => each.document.text !== undefined && from(each, across(axis)) > from(owner, across(axis)) && from(each, across(axis)) < first); // prettier-ignore
  const end = Math.min(first, ...names.map((each) => from(each, across(axis))));
  const isHead = axis === 'right';
  const start = from(owner, across(axis));
  const styled = isHead ? withRole(next, 'header', 'right') : withRole(next, role);
  next = styled.sheet;
  const label = words.label(parent?.document, chainOf(innermost, axis).length <= 1);
  const [rows, columns] = isHead ? [end - start, lines.length] : [lines.length, end - start];
  if (end > start) put(at, start, { text: label, style: styled.name, ...(rows * columns > 1 ? { span: [rows, columns] } : {}) }); // prettier-ignore
  for (const each of [...names, ...measures]) {
    const line = at + lines.indexOf(from(each, axis));
    const isName = names.includes(each);
    if (isName && lines.indexOf(from(each, axis)) < 0) continue;
    const cell = isName ? each.document : summed(each.document, words, line - from(each, axis), axis)!;
    if (isName) put(line, from(each, across(axis)), cell);
    else {
      const total = withRole(next, axis === 'right' ? roleAcross(sheet, each) : role, 'right');
      next = total.sheet;
      const { style: own, ...rest } = cell;
      const style = axis === 'right' && own !== undefined ? own : total.name;
      put(line, from(each, across(axis)), { ...rest, style });
    }
  }
  const place = axis === 'down' ? { row: at, column: first } : { row: first, column: at };
  const select = { top: place.row, left: place.column, bottom: place.row, right: place.column };
  return untorn({ sheet: next, select });
}

/** A total at the right of a row looks like the row: a subtotal stays one. */
function roleAcross(sheet: SheetDocument, { document }: TemplateCell): 'total' | 'subtotal' {
  const style = document.style === undefined ? undefined : sheet.styles?.[document.style];
  return style?.role === 'total' ? 'total' : 'subtotal';
}

/** Titles that reach over the whole group and end with it. */
function wideTitles(template: Template, { owner, band, axis }: Level): readonly TemplateCell[] {
  return template.cells.filter(
    (each) => each.document.text !== undefined && size(each, axis) > 1 && from(each, axis) < band.from && each !== owner && !chainOf(owner, axis).includes(each) && from(each, across(axis)) < from(owner, across(axis)), // prettier-ignore
  );
}

function isThere(template: Template, { parent, band, axis }: Level, measures: readonly TemplateCell[]): boolean {
  return measures.some((each) => {
    const other = from(each, across(axis));
    const below = axis === 'down' ? template.at(band.to + 1, other) : template.at(other, band.to + 1);
    return below !== undefined && !below.axis && chainOf(below, axis).at(-1) === parent && below.document.text === undefined;
  });
} // prettier-ignore

const aggregates: ReadonlySet<string> = new Set(['sum', 'avg', 'count', 'countDistinct', 'min', 'max']);

/** What a measure is in a total; undefined for what has none. A ratio is the ratio of the totals. */
function summed(cell: CellDocument, words: TotalWords, distance: number, axis: Axis): CellDocument | undefined {
  const { bind, formula, format, style, where, join, detached } = cell;
  const look = { ...(format === undefined ? {} : { format }), ...(style === undefined ? {} : { style }) };
  if (formula !== undefined) {
    if (!isOfItsLine(formula)) return undefined;
    const [down, right] = axis === 'down' ? [distance, 0] : [0, distance];
    return { formula: rewriteCell({ formula }, shiftBy(down, right)).formula!, ...look };
  }
  if (!bind) return undefined;
  const isRow = (bind.as === 'value' || bind.as === 'list') && words.isNumber(bind.dataset, bind.field);
  if (!isRow && !aggregates.has(bind.as)) return undefined;
  return {
    bind: { ...bind, as: isRow ? 'sum' : bind.as },
    ...look,
    ...(where === undefined ? {} : { where }),
    ...(join ? { join } : {}),
    ...(detached === undefined ? {} : { detached }),
  };
}

/** It reads other cells by their bare addresses, and nothing of their order. */
function isOfItsLine(formula: string): boolean {
  const { node, problems } = parseExpression(formula, { cells: true });
  if (problems.length > 0) return false;
  const nodes = [...nodesOf(node)];
  const cells = nodes.filter((each) => each.type === 'cell');
  const isBare = cells.every((each) => !each.all && each.left.length === 0 && each.top.length === 0 && !each.condition);
  const calls = nodes.flatMap((each) => (each.type === 'call' ? [each] : []));
  return cells.length > 0 && isBare && calls.every(({ name, arguments: given }) => ['if', 'isNull', 'round', 'abs'].includes(name) || (name === 'share' && given.length === 1)); // prettier-ignore
}
