/**
 * Whether the database can group a dataset before its rows reach a sheet. Where a sheet reads a dataset only by groups and by
 * aggregates that merge, one GROUP BY for the finest grain gives far fewer rows, and sums of sums give the same grid:
 *
 *   sheet --usesOf--> columns that rows are told apart by (grain), aggregates (measures)
 *         --planPushDown--> the grouped query, and which of its columns each aggregate is merged from
 *
 * Pure. What reads single rows, or their order, keeps the rows as they are; the plan says why in words.
 */
import type { Node } from '../expression/ast.js';
import { parseExpression } from '../expression/parse.js';
import { childrenOf } from '../expression/walk.js';
import type { Query, Select } from '../schema/query.js';
import type { CellDocument, SheetDocument } from '../schema/sheet.js';
import type { Label, Words } from '../value.js';
import { say } from '../words.js';

/** Columns of the grouped rows that an aggregate of the sheet is merged from. */
export interface Merge {
  readonly as: 'sum' | 'avg' | 'count' | 'min' | 'max';
  /** `sum`, `min`, `max`: the figure; `avg`: the sum. */
  readonly figure?: string;
  /** `count`, `avg`: how many values there are. */
  readonly count?: string;
}

export interface PushDown {
  readonly query: Query;
  /** By aggregate and field, `sum amt`; `count ` counts rows. */
  readonly merges: ReadonlyMap<string, Merge>;
}

export const mergeKey = (as: string, field: string | undefined): string => `${as} ${field ?? ''}`;

/** Why rows are read one by one. */
export interface NotPushed {
  readonly reason: Words;
  /** The cell that needs it. */
  readonly cell?: string;
}

const merging = new Set(['sum', 'avg', 'count', 'min', 'max']);
const rowAggregates = new Set([...merging, 'countDistinct', 'first', 'last']);

/** Thrown inside; never leaves. */
class Stop extends Error {
  constructor(readonly why: NotPushed) {
    super(why.reason.message);
  }
}

export function planPushDown(sheet: SheetDocument, dataset: string, query: Query): PushDown | NotPushed {
  try {
    const uses = usesOf(sheet, dataset);
    return grouped(query, uses);
  } catch (error) {
    if (error instanceof Stop) return error.why;
    throw error;
  }
}

export const isPushed = (plan: PushDown | NotPushed): plan is PushDown => 'query' in plan;

/* ---------------------------------------------------------------- what a sheet reads of a dataset */

interface Uses {
  readonly grain: ReadonlySet<string>;
  readonly measures: ReadonlyMap<string, { readonly as: string; readonly field: string | undefined }>;
}

function usesOf({ cells }: SheetDocument, dataset: string): Uses {
  const grain = new Set<string>();
  const measures = new Map<string, { as: string; field: string | undefined }>();
  const bound = new Map(Object.entries(cells).map(([address, cell]) => [address, cell.bind] as const));

  const measure = (as: string, field: string | undefined, cell: string): void => {
    if (as === 'countDistinct' && field !== undefined) grain.add(field);
    else if (merging.has(as)) measures.set(mergeKey(as, field), { as, field });
    else throw new Stop({ cell, reason: say`${{ cell }} reads single rows of ${{ dataset }}.` });
  };
  const readNode = (node: Node, cell: string, own: boolean): void => {
    for (const each of shallow(node)) {
      if (each.type === 'call' && rowAggregates.has(each.name)) {
        const [first] = each.arguments;
        if (first?.type === 'name' && first.path[0] === dataset) {
          measure(each.name, first.path[1], cell);
          for (const rest of each.arguments.slice(1)) readNode(rest, cell, own);
          continue;
        }
      }
      if (each.type === 'call') for (const inner of each.arguments) readNode(inner, cell, own);
      if (each.type === 'name') {
        const [head = '', second] = each.path;
        if (head === dataset && second !== undefined) {
          if (!own) throw new Stop({ cell, reason: say`${{ cell }} reads single rows of ${{ dataset }}.` });
          grain.add(second);
        } else if (own && each.path.length === 1) grain.add(head);
      }
      if (each.type === 'cell' && each.field !== undefined) {
        const bind = bound.get(each.address);
        const companions = [bind?.field, `${bind?.field}_id`, `${bind?.field}_code`];
        if (bind?.dataset === dataset && !companions.includes(each.field))
          throw new Stop({ cell, reason: say`${{ cell }} reads single rows of ${{ dataset }}.` });
      }
    }
  };
  /** `own`: bare names are columns of the dataset. */
  const read = (text: string | undefined, cell: string, own = false): void => {
    if (text !== undefined) readNode(parseExpression(text, { cells: true }).node, cell, own);
  };

  for (const [address, cell] of Object.entries(cells)) {
    const { bind } = cell;
    const own = bind?.dataset === dataset;
    if (own) {
      if (bind.as === 'group' && cell.expand !== 'none') {
        if (bind.mode === 'adjacent')
          throw new Stop({
            cell: address,
            reason: say`${{ cell: address }} groups neighbours in the order of the rows.`,
          });
        if (bind.field !== undefined) grain.add(bind.field);
        for (const { if: condition } of bind.conditions ?? []) read(condition, address, true);
      } else if (bind.as === 'group' || bind.as === 'list' || bind.as === 'value')
        throw new Stop({ cell: address, reason: say`${{ cell: address }} reads single rows of ${{ dataset }}.` });
      else measure(bind.as, bind.field, address);
      for (const { key } of cell.join ?? []) grain.add(key);
      for (const { by } of cell.order ?? []) readOrder(by, address);
    }
    read(cell.where, address, own);
    for (const { to } of cell.join ?? []) read(to, address);
    for (const text of expressionsOf(cell)) read(text, address);
    refuseHidden(cell, address);
  }
  return { grain, measures };

  /** An order by a column is one by the first row's; by an aggregate or the own value it merges. */
  function readOrder(by: string | undefined, address: string): void {
    if (by === undefined || by === address) return;
    const { node } = parseExpression(by, { cells: true });
    for (const each of nodesOutsideAggregates(node))
      if (each.type === 'name' && each.path[0] !== bound.get(address)?.field)
        throw new Stop({
          cell: address,
          reason: say`${{ cell: address }} is put in order by a column of single rows.`,
        });
    readNode(node, address, true);
  }

  /** Keys that are not read here, those of charts among them, keep the rows when they name the dataset. */
  function refuseHidden(cell: CellDocument, address: string): void {
    const rest: Record<string, unknown> = { ...cell };
    for (const key of knownKeys) delete rest[key];
    if (new RegExp(`\\b${dataset}\\b`).test(JSON.stringify(rest)))
      throw new Stop({ cell: address, reason: say`${{ cell: address }} reads single rows of ${{ dataset }}.` });
  }
}

/** Read above, or without any expression in them. */
const knownKeys = [
  'text', 'bind', 'formula', 'span', 'expand', 'left', 'top', 'where', 'join', 'order', 'limit', 'others', 'fill',
  'hideWhenEmpty', 'detached', 'stretch', 'style', 'format', 'when', 'on', 'input',
]; // prettier-ignore

/** Expressions of a cell in which bare names are no columns. */
function expressionsOf(cell: CellDocument): readonly string[] {
  const actions = (cell.on?.click ?? []).flatMap((action) =>
    'set' in action
      ? Object.values(action.set)
      : [...Object.values(action.parameters ?? {}), ...operands(action.where ?? {})],
  );
  return [
    ...(cell.formula === undefined ? [] : [cell.formula]),
    ...templatesOf(cell.text),
    ...templatesOf(cell.others),
    ...(cell.when ?? []).map((each) => each.if),
    ...actions,
    ...(cell.input
      ? [...Object.values(cell.input.key), ...(cell.input.when === undefined ? [] : [cell.input.when])]
      : []),
  ];
}

function templatesOf(text: Label | undefined): readonly string[] {
  const texts = text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);
  return texts.flatMap((each) => [...each.matchAll(/\{\{([^}]*)\}\}/g)].map((match) => match[1]!));
}

/** `{"expr": "A2.region_id"}` anywhere in a filter. */
function operands(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { expr } = value as { readonly expr?: unknown };
  return typeof expr === 'string' ? [expr] : Object.values(value).flatMap(operands);
}

/** All nodes but those below a call, which its reader goes through itself. */
function shallow(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const waiting = [node]; waiting.length > 0;) {
    const each = waiting.pop()!;
    found.push(each);
    if (each.type !== 'call') waiting.push(...childrenOf(each));
  }
  return found;
}

function nodesOutsideAggregates(node: Node): readonly Node[] {
  return shallow(node).flatMap((each) => {
    if (each.type !== 'call') return [each];
    return rowAggregates.has(each.name) ? [] : each.arguments.flatMap(nodesOutsideAggregates);
  });
}

/* ---------------------------------------------------------------- the grouped query */

const nameOf = ({ as, path }: Select): string => as ?? path?.replaceAll('.', '_') ?? '';

function grouped(query: Query, { grain, measures }: Uses): PushDown {
  const { select, sort, limit, offset, after, having, count } = query;
  if (select.some(({ aggregate }) => aggregate !== undefined))
    throw new Stop({ reason: say`The query groups its rows itself.` });
  if (sort?.length || limit !== undefined || offset !== undefined || after !== undefined || having || count)
    throw new Stop({ reason: say`The query states an order or a number of rows.` });
  const columns = new Map(select.map((item) => [nameOf(item), item]));
  /** A column of the sheet: the query's own, or what stands beside it (`region_id`, `status_code`). */
  const sourceOf = (field: string): Select => {
    const found = columns.get(field) ?? columns.get(field.replace(/_(id|code)$/, ''));
    if (!found) throw new Stop({ reason: say`There is no column ${{ field }} in the query.` });
    return found;
  };
  const kept = new Map([...grain].map((field) => [nameOf(sourceOf(field)), sourceOf(field)]));
  const added = new Map<string, Select>();
  const figure = (aggregate: 'sum' | 'count' | 'min' | 'max', field: string | undefined): string => {
    const key = mergeKey(aggregate, field);
    const known = [...added].find(([held]) => held === key);
    if (known) return known[1].as!;
    const source = field === undefined ? undefined : sourceOf(field);
    if (source?.grain) throw new Stop({ reason: say`The query groups its rows itself.` });
    // The first figure of a column takes its place, so that the sheet finds it; a sum is then summed as ever.
    const own = source && nameOf(source);
    const isFree = own !== undefined && !kept.has(own) && [...added.values()].every((item) => item.as !== own);
    let as = isFree ? own : `m${added.size}`;
    while (as !== own && columns.has(as)) as += '_';
    added.set(key, { aggregate, as, ...(source?.path === undefined ? {} : { path: source.path }) });
    return as;
  };
  const merges = new Map<string, Merge>();
  for (const [key, { as, field }] of measures) {
    if (as === 'count') merges.set(key, { as, count: figure('count', field) });
    else if (as === 'avg') merges.set(key, { as, figure: figure('sum', field), count: figure('count', field) });
    else merges.set(key, { as: as as 'sum' | 'min' | 'max', figure: figure(as as 'sum' | 'min' | 'max', field) });
  }
  // Without an aggregate the groups would be rows again.
  if (added.size === 0) figure('count', undefined);
  const chosen = [...select.filter((item) => kept.has(nameOf(item))), ...added.values()];
  return { query: { ...query, select: chosen }, merges };
}
