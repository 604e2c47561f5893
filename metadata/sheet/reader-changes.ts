/**
 * What a reader changes on a sheet for themselves: the order of what it lists, and which rows it is made of. Both are made
 * before expansion, so that the screen, an export and an explanation say the same (docs/sheets.md, R45 and R46). Pure.
 */
import type { ReaderFilter, ReaderSort } from '../schema/reader-changes.js';
import type { SheetDocument } from '../schema/sheet.js';
import { compareScalars, type Scalar, type Value } from '../value.js';
import { say } from '../words.js';
import { readTemplate } from './template.js';
import { SheetError, type ArrangedCell, type Template, type TemplateCell } from './types.js';

/** A cell of rows that can be sorted or narrowed by: its dataset and the field, none where it counts rows. */
export interface ReaderField {
  readonly dataset: string;
  readonly field: string | undefined;
}

/** Which cells are put in another order when a reader sorts by a cell, and by what. */
interface SortPlan {
  readonly owners: readonly TemplateCell[];
  /** An order key as in a document; undefined is the own value. */
  readonly by: string | undefined;
}

const aggregates = new Set(['sum', 'avg', 'count', 'countDistinct', 'min', 'max', 'first', 'last']);

function sortPlan(cell: TemplateCell): SortPlan | undefined {
  const { bind, where, join, detached } = cell.document;
  if (cell.axis) return { owners: [cell], by: undefined };
  // Its rows are not those of the groups above it, so that they cannot be put in order by it.
  if (!bind || where !== undefined || join || detached) return undefined;
  const chain = cell.leftChain.length > 0 ? cell.leftChain : cell.topChain;
  const own = chain.at(-1);
  if (own?.document.bind?.dataset !== bind.dataset) return undefined;
  if (!aggregates.has(bind.as))
    return bind.field === undefined ? undefined : { owners: [own], by: `${bind.dataset}.${bind.field}` };
  const by = `${bind.as}(${bind.dataset}${bind.field === undefined ? '' : `.${bind.field}`})`;
  return { owners: chain.filter((each) => each.document.bind?.dataset === bind.dataset), by };
}

/** What a cell shows the values of, one by one: only by such a field can rows be chosen on the sheet. */
function filterField(cell: TemplateCell): ReaderField | undefined {
  const { bind } = cell.document;
  if (!bind || bind.field === undefined || bind.mode === 'bucket' || bind.mode === 'custom') return undefined;
  return aggregates.has(bind.as) ? undefined : { dataset: bind.dataset, field: bind.field };
}

/**
 * The sheet with the order that a reader asks for; several keys of one group count in turn. Throws SheetError `SORT_CELL`
 * for a cell that nothing can be sorted by.
 */
export function withReaderOrder(sheet: SheetDocument, sort: readonly ReaderSort[]): SheetDocument {
  if (sort.length === 0) return sheet;
  const template = readTemplate(sheet);
  const cells: Record<string, ArrangedCell> = { ...sheet.cells };
  for (const { cell: address, descending } of sort) {
    const cell = template.find(address);
    const plan = cell && sortPlan(cell);
    if (!plan) throw new SheetError('SORT_CELL', [address], say`This sheet cannot be sorted by ${{ cell: address }}.`);
    for (const owner of plan.owners) {
      const { arrange = [], ...rest } = cells[owner.address]!;
      const key = {
        ...(plan.by === undefined ? {} : { by: plan.by }),
        ...(descending === undefined ? {} : { descending }),
      };
      cells[owner.address] = { ...rest, arrange: [...arrange, key] };
    }
  }
  return { ...sheet, cells };
}

/** A filter with the rows it is about. */
export interface PlacedFilter extends ReaderField {
  readonly field: string;
  readonly filter: ReaderFilter;
}

/** Throws SheetError `FILTER_CELL` for a cell that shows no field's values. */
export function placeFilters(sheet: SheetDocument, filters: readonly ReaderFilter[]): readonly PlacedFilter[] {
  if (filters.length === 0) return [];
  const template = readTemplate(sheet);
  return filters.map((filter) => {
    const cell = template.find(filter.cell);
    const found = cell && filterField(cell);
    if (!found)
      throw new SheetError(
        'FILTER_CELL',
        [filter.cell],
        say`This sheet cannot be filtered by ${{ cell: filter.cell }}: it shows no field’s own values.`,
      );
    return { dataset: found.dataset, field: found.field!, filter };
  });
}

/** The field whose values a cell is made from; undefined where it is bound to none. */
export function fieldOf(sheet: SheetDocument, address: string): ReaderField | undefined {
  const bind = sheet.cells[address]?.bind;
  return bind && { dataset: bind.dataset, field: bind.field };
}

/** Whether a row whose shown value is `value` stays. Null equals null only; text is compared as `fold` makes it alike. */
export function keepsValue(
  { op, value: operand }: ReaderFilter,
  value: Value,
  fold: (text: string) => string,
): boolean {
  const [one = null, other = null] = (Array.isArray(operand) ? operand : [operand]) as readonly Scalar[];
  const ways: Readonly<Record<ReaderFilter['op'], () => boolean>> = {
    eq: () => value === one,
    ne: () => value !== one,
    in: () => Array.isArray(operand) && (operand as readonly Value[]).includes(value),
    contains: () => value !== null && fold(String(value)).includes(fold(String(one ?? ''))),
    gt: () => compared(value, one) > 0,
    gte: () => compared(value, one) >= 0,
    lt: () => compared(value, one) < 0,
    lte: () => compared(value, one) <= 0,
    // An end that is not stated holds nothing back.
    between: () =>
      value !== null && (one === null || compared(value, one) >= 0) && (other === null || compared(value, other) <= 0),
  };
  return ways[op]();
}

/** NaN where the two cannot be compared: nothing holds then. A day is compared with the day of a moment. */
function compared(value: Value, operand: Scalar): number {
  if (value === null || operand === null || typeof value !== typeof operand) return NaN;
  const isDay = typeof operand === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(operand);
  return compareScalars(isDay ? String(value).slice(0, 10) : (value as string), operand);
}

/** What can be done at a head: the cell to sort by, the one to filter by. */
export interface ReaderOffer {
  readonly sort?: string;
  readonly filter?: string;
}

/**
 * By the address of each head what a reader may sort and filter there. A head is the nearest text above a cell, as narrow as
 * the cell, that repeats with no group; a group that goes to the right is a head of its own. `mayRead` leaves out what the
 * reader may not read.
 */
export function readerOffers(
  sheet: SheetDocument,
  mayRead: (field: ReaderField) => boolean = () => true,
): Readonly<Record<string, ReaderOffer>> {
  const template = readTemplate(sheet);
  const offers: Record<string, { sort?: string; filter?: string; depth: number }> = {};
  for (const cell of template.cells) {
    const { bind } = cell.document;
    if (!bind || !mayRead({ dataset: bind.dataset, field: bind.field })) continue;
    const head = cell.axis === 'right' ? cell : headOf(cell, template);
    if (!head) continue;
    const sort = sortPlan(cell);
    const filter = filterField(cell);
    const offer = (offers[head.address] ??= { depth: -1 });
    // Of the cells in one column the innermost: what is sorted by it puts the groups above in order too.
    if (sort && cell.leftChain.length > offer.depth) {
      offer.sort = cell.address;
      offer.depth = cell.leftChain.length;
    }
    if (filter) offer.filter ??= cell.address;
  }
  return Object.fromEntries(
    Object.entries(offers).flatMap(([head, { depth: _depth, ...offer }]) =>
      offer.sort === undefined && offer.filter === undefined ? [] : [[head, offer]],
    ),
  );
}

function headOf(cell: TemplateCell, { cells }: Template): TemplateCell | undefined {
  let nearest: TemplateCell | undefined;
  for (const other of cells) {
    const isAbove = other.row + other.rows <= cell.row;
    const covers = cell.column >= other.column && cell.column < other.column + other.columns;
    if (!isAbove || !covers || other.columns > cell.columns) continue;
    if (other.document.text === undefined || other.leftChain.length > 0) continue;
    if (!nearest || other.row > nearest.row) nearest = other;
  }
  return nearest;
}
