/** What a cell holds: typed, dropped or chosen. Pure. */
import type { Binding, CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import type { Label } from '../../../metadata/value.js';
import { cellAt, cellsIn, putCells, type Area, type Change, type Position } from './places.js';
import { withRole } from './styles.js';
import { templateCellAt, templateOf } from './template-of.js';

/** A field of a dataset, as it is dragged. */
export interface FieldPick {
  readonly dataset: string;
  readonly field: string;
  readonly label: Label;
  readonly type: 'number' | 'date' | 'other';
  /** A number without decimals. */
  readonly isWhole?: boolean;
}

/** Where the instances of a dropped field go. */
export type Direction = 'down' | 'right';

type Content = Pick<CellDocument, 'text' | 'bind' | 'formula'>;

/** A cell with another content; what only the old one could have goes with it. */
function withContent(cell: CellDocument | undefined, content: Content): CellDocument {
  const { text: _t, bind, formula: _f, chart: _c, report: _r, image: _i, order, limit, others, expand, fill, where, join, hideWhenEmpty, ...rest } = cell ?? {};
  // Order and limit are those of instances; another field of the same dataset is still filtered.
  const isSame = content.bind !== undefined && bind?.dataset === content.bind.dataset;
  const isMany = content.bind?.as === 'group' || content.bind?.as === 'list';
  return {
    ...content,
    ...rest,
    ...(isSame && where !== undefined ? { where } : {}),
    ...(isSame && join ? { join } : {}),
    ...(isSame && isMany && expand ? { expand } : {}),
    ...(isSame && isMany && order ? { order } : {}),
    ...(isSame && isMany && limit !== undefined ? { limit } : {}),
    ...(isSame && isMany && others !== undefined ? { others } : {}),
    ...(isSame && isMany && fill !== undefined ? { fill } : {}),
    ...(isSame && isMany && hideWhenEmpty !== undefined ? { hideWhenEmpty } : {}),
  };
} // prettier-ignore

/** What a person types: `=` begins a formula, a number is one, all else is text; `'` before it keeps it text. */
export function contentOf(typed: string): Content | undefined {
  if (typed === '') return undefined;
  if (typed.startsWith('=')) return typed.length === 1 ? { text: typed } : { formula: typed.slice(1).trim() };
  if (typed.startsWith("'")) return { text: typed.slice(1) };
  return /^-?\d{1,15}(\.\d+)?$/.test(typed) ? { formula: typed } : { text: typed };
}

/** What the formula bar shows of a cell, and takes again: the other way of `contentOf`. */
export function typedOf(cell: CellDocument | undefined, language: string): string {
  if (!cell) return '';
  if (cell.formula !== undefined) return /^-?\d+(\.\d+)?$/.test(cell.formula) ? cell.formula : `=${cell.formula}`;
  if (cell.text === undefined) return '';
  const text = typeof cell.text === 'string' ? cell.text : (cell.text[language as 'en'] ?? cell.text.en ?? '');
  const isRead = text.startsWith('=') || text.startsWith("'") || /^-?\d{1,15}(\.\d+)?$/.test(text);
  return isRead ? `'${text}` : text;
}

/** Takes up what was typed into a cell; a text in several languages changes in the one that is shown. */
export function typeInto(sheet: SheetDocument, place: Position, typed: string, language: string): Change {
  const held = cellAt(sheet, place);
  const address = held?.address ?? formatAddress(place.row, place.column);
  const select = { top: place.row, left: place.column, bottom: place.row, right: place.column };
  const content = contentOf(typed);
  if (!content) {
    // An empty cell that is merged or styled stays as one.
    const keeps = held && (held.cell.span !== undefined || held.cell.style !== undefined);
    return { sheet: putCells(sheet, { [address]: keeps ? withContent(held.cell, { text: '' }) : undefined }), select };
  }
  const old = held?.cell.text;
  if (content.text !== undefined && typeof old === 'object') content.text = { ...old, [language]: content.text as string };
  return { sheet: putCells(sheet, { [address]: withContent(held?.cell, content) }), select };
} // prettier-ignore

/* ------------------------------------------------------------ fields */

/** How a field is shown where it is dropped: numbers are added up, below a list they are its row's own. */
export function bindingAt(sheet: SheetDocument, place: Position, pick: FieldPick, direction?: Direction): Binding {
  if (direction === 'right') return 'group';
  const held = cellAt(sheet, place);
  const bare = held ? putCells(sheet, { [held.address]: { text: '', ...(held.cell.span ? { span: held.cell.span } : {}) } }) : sheet; // prettier-ignore
  const cell = templateCellAt(bare, place);
  const above = [...(cell?.leftChain ?? []), ...(cell?.topChain ?? [])].map(({ document }) => document.bind);
  if (above.some((bind) => bind?.as === 'list' && bind.dataset === pick.dataset)) return 'value';
  return pick.type === 'number' ? 'sum' : 'group';
}

export function bindCell(pick: FieldPick, as: Binding, direction?: Direction): CellDocument {
  const isGroup = as === 'group';
  const isMonth = isGroup && pick.type === 'date';
  return {
    bind: {
      dataset: pick.dataset,
      field: pick.field,
      as,
      // Every single day is rarely what is meant.
      ...(isMonth ? { mode: 'bucket' as const, grain: 'month' as const } : {}),
    },
    ...(direction === 'right' && (isGroup || as === 'list') ? { expand: 'right' as const } : {}),
    ...(isMonth ? { format: 'yyyy-mm' } : {}),
    ...(pick.type === 'number' && !isGroup && as !== 'list'
      ? { format: pick.isWhole && as !== 'avg' ? '#,##0' : '#,##0.00' }
      : {}),
  };
}

/** Drops a field on a place; an empty place above it gets its name. */
export function placeField(
  sheet: SheetDocument,
  place: Position,
  pick: FieldPick,
  { direction, as = bindingAt(sheet, place, pick, direction) }: { readonly direction?: Direction; readonly as?: Binding } = {},
): Change {
  const held = cellAt(sheet, place);
  const at = held ?? place;
  const address = formatAddress(at.row, at.column);
  const made = bindCell(pick, as, direction);
  const { bind, ...more } = made;
  const content = { ...more, ...withContent(held?.cell, bind ? { bind } : {}) };
  const next = putCells(sheet, { [address]: direction ? { ...content, ...(made.expand ? { expand: made.expand } : {}) } : content });
  const select = { top: at.row, left: at.column, bottom: at.row + (held?.rows ?? 1) - 1, right: at.column + (held?.columns ?? 1) - 1 };
  if (direction === 'right' || !takesLabel(next, at)) return { sheet: next, select };
  const styled = withRole(next, 'header', as === 'group' || as === 'list' || pick.type !== 'number' ? undefined : 'right');
  const label = { text: pick.label, style: styled.name };
  return { sheet: putCells(styled.sheet, { [formatAddress(at.row - 1, at.column)]: label }), select };
} // prettier-ignore

/** The place above is free, and its row has nothing that expands down: there a name would repeat with the rows. */
function takesLabel(sheet: SheetDocument, { row, column }: Position): boolean {
  if (row === 0 || cellAt(sheet, { row: row - 1, column })) return false;
  const template = templateOf(sheet);
  return !template?.cells.some((cell) => cell.axis === 'down' && cell.row <= row - 1 && cell.row + cell.rows > row - 1);
}

/** Shows the fields of the bound cells of an area in another way. */
export function showAs(sheet: SheetDocument, area: Area, as: Binding): Change {
  const changed = cellsIn(sheet, area).flatMap(({ address, cell }) => {
    if (!cell.bind) return [];
    const { dataset, field, mode, grain, step, conditions } = cell.bind;
    const group = as === 'group' ? { mode, grain, step, conditions } : {};
    const bind = { dataset, field, as, ...group };
    const stated = Object.fromEntries(Object.entries(bind).filter(([, value]) => value !== undefined)) as typeof bind;
    return [[address, withContent(cell, { bind: stated as NonNullable<CellDocument['bind']> })] as const];
  });
  return { sheet: putCells(sheet, Object.fromEntries(changed)), select: area };
}

/** Where the cells of an area expand; undefined: as their content does by itself. */
export function expandTo(sheet: SheetDocument, area: Area, expand: CellDocument['expand']): Change {
  const changed = cellsIn(sheet, area).map(({ address, cell }) => {
    const { expand: _expand, ...rest } = cell;
    const isUsual = expand === 'down' && (cell.bind?.as === 'group' || cell.bind?.as === 'list');
    return [address, expand === undefined || isUsual ? rest : { ...rest, expand }] as const;
  });
  return { sheet: putCells(sheet, Object.fromEntries(changed)), select: area };
}
