/**
 * Joins expressions and instances: computes cells, and answers what expansion asks (scope.ts). Expressions see rows by
 * field name, datasets as `S.amt`, cells by address; they are compiled once (expressions.ts).
 */
import type { Environment } from '../expression/environment.js';
import { ExpressionError } from '../expression/errors.js';
import type { Node } from '../expression/ast.js';
import { labelText, type Value } from '../value.js';
import { say, wordsOf } from '../words.js';
import { divide } from '../expression/decimal.js';
import { AlongMemory } from './along-memory.js';
import { checkTemplate } from './check-template.js';
import { createExpressions } from './expressions.js';
import { flat, textOf } from './format.js';
import { callSheetFunction, withSheetFunctions } from './functions.js';
import { isNoAccess, noAccess } from './no-access.js';
import type { Group } from './grouping.js';
import { figuresOf, groupFigure } from './order-keys.js';
import { mergeKey } from './push-down.js';
import { nameOfSpots, resolveReference, type CellReference } from './references.js';
import { aggregateRows, countOf, keepRows, listRows, mergeGroups } from './row-sets.js';
import type { Scope } from './scope.js';
import { RowTests, SeenRows, type FieldSums } from './seen-rows.js';
import { Tables } from './tables.js';
import {
  CellError,
  SheetError,
  type CellInstance,
  type Expansion,
  type Instance,
  type RowSet,
  type SheetBudget,
  type SheetInput,
  type Template,
  type TemplateCell,
} from './types.js';
import { createValues, type Values } from './values.js';

const defaultBudget: SheetBudget = { rows: 5_000_000, cells: 2_000_000 };
const rowAggregates = new Set(['sum', 'avg', 'count', 'countDistinct', 'min', 'max', 'first', 'last']);

/** What an expression stands in: the crossing, and for `where` the row being tried. */
interface Place {
  readonly at: CellInstance;
  readonly dataset?: string | undefined;
  readonly row?: number;
  /** The group that is put in order: an aggregate runs over its rows, the own address is its value. */
  readonly group?: { readonly value: Value; readonly rows: RowSet | undefined };
  /** The candidate of a `{…}` condition, read as `it.B2`. */
  readonly it?: CellInstance;
}

interface SumPlan {
  readonly as: 'sum' | 'avg';
  readonly sums: FieldSums;
  /** Where the rows are groups: how many values each had. */
  readonly counts?: FieldSums;
}

export interface Evaluator {
  readonly scope: Scope;
  readonly values: Values;
  /** As `values.read`, without keeping what is computed from rows alone: for grids too large to be held. */
  readOnce(at: CellInstance): Value;
  /** Evaluates an expression of the template (a condition, a parameter of an action) at a crossing. */
  evaluate(text: string, at: CellInstance): Value;
  /** Rows of a chart's dataset that a cell sees; undefined for all of them. */
  chartRows(chart: string, at: CellInstance): readonly number[] | undefined;
  /** The cells that the formula or text at a crossing reads, in order, each once. */
  reads(at: CellInstance): readonly CellInstance[];
}

export function createEvaluator(template: Template, input: SheetInput): Evaluator {
  const budget = { ...defaultBudget, ...input.budget };
  const spent = { rows: 0, cells: 0 };
  const functions = withSheetFunctions(input.functions);
  const tables = new Tables(input.datasets);
  const expressions = createExpressions(functions, tables);
  checkTemplate(template, expressions, tables);
  let expansion: Expansion | undefined;
  const roots = (): Expansion => {
    if (!expansion) throw new Error('The evaluator has no instances yet.');
    return expansion;
  };
  const seenRows = new SeenRows(roots);
  const memory = new AlongMemory(roots);
  const rowTests = new RowTests();
  const foldedLists = new Map<string, Value>();

  /** R12: a detached cell sees all rows. */
  const seen = (dataset: string, at: CellInstance): RowSet => {
    const { down, right } = at.cell.document.detached ? roots() : at;
    return seenRows.at(dataset, tables.find(dataset, at.cell), down, right);
  };
  /** Rows an aggregate or a name in an expression is about. */
  const rowsHere = (dataset: string, { at, group, dataset: own }: Place): RowSet =>
    group?.rows && dataset === own ? group.rows : seen(dataset, at);

  const aggregate = (
    as: string,
    dataset: string,
    field: string | undefined,
    rows: RowSet,
    cell: TemplateCell,
  ): Value => {
    const merge = tables.find(dataset, cell).table.merges?.get(mergeKey(as, field));
    if (merge) return mergeGroups(merge, rows, (name) => tables.column(dataset, name, cell));
    return field === undefined
      ? as === 'count' ? countOf(rows) : null
      : joined(aggregateRows(as, tables.column(dataset, field, cell), rows)); // prettier-ignore
  };

  /** One for each evaluation, and for each row of a condition: no closures. */
  class PlaceEnvironment implements Environment {
    readonly context = input.context;
    constructor(readonly place: Place) {}
    parameter(name: string): Value {
      return input.parameters[name] ?? null;
    }
    cell(reference: CellReference): Value {
      return readCell(reference, this.place);
    }
    field(path: readonly string[]): Value {
      return readName(path, this.place);
    }
    aggregate(name: string, parts: readonly Node[]): { readonly value: Value } | undefined {
      const { place } = this;
      const [first] = parts;
      if (first?.type === 'name' && rowAggregates.has(name) && tables.has(first.path[0] ?? '')) {
        const [dataset, field] = first.path as [string, string | undefined];
        return { value: aggregate(name, dataset, field, rowsHere(dataset, place), place.at.cell) };
      }
      if (first?.type !== 'cell') return undefined;
      const call = { at: place.at, template, values, expansion: roots(), memory };
      return callSheetFunction(name, parts, call) ?? folded(name, parts, place);
    }
  }

  /** A function of one list of cells, such as `sum(C2[A2:0])`, is computed once for each list. */
  const folded = (name: string, parts: readonly Node[], place: Place): { readonly value: Value } | undefined => {
    const [reference] = parts;
    if (parts.length !== 1 || reference?.type !== 'cell') return undefined;
    if (reference.condition || reference.field !== undefined || place.group || values.watched) return undefined;
    const spots = resolveReference(reference, place.at, template);
    if (spots.downs.to - spots.downs.from + spots.rights.to - spots.rights.from < 8) return undefined;
    const list = nameOfSpots(spots, roots());
    if (list === undefined) return undefined;
    const key = `${name} ${list}`;
    if (!foldedLists.has(key)) foldedLists.set(key, expressions.call(name, reference)(plainEnvironment(place)));
    return { value: foldedLists.get(key)! };
  };
  /** Without aggregates of its own. */
  const plainEnvironment = (place: Place): Environment => {
    const environment = new PlaceEnvironment(place);
    return {
      context: input.context,
      field: (path) => environment.field(path),
      cell: (reference) => environment.cell(reference),
    };
  };

  const readCell = (reference: CellReference, place: Place): Value => {
    const { group, at } = place;
    if (!group || reference.address !== at.cell.address) return values.reference(reference, at);
    return reference.field === undefined ? group.value : readName([reference.field], place);
  };

  /** `amt` and `S.amt` are fields of the row being tried; `it.B2` the candidate's cell; else the first row's of those seen. */
  const readName = (path: readonly string[], place: Place): Value => {
    const [head = '', second] = path;
    if (head === 'it' && place.it && second !== undefined) {
      const own: CellReference = { type: 'cell', address: second, all: false, left: [], top: [], from: 0, to: 0 };
      return values.reference(own, place.it);
    }
    const qualified = second !== undefined && tables.has(head);
    const dataset = qualified ? head : place.dataset;
    const field = qualified ? second : head;
    if (dataset === undefined) {
      const name = path.join('.');
      throw new CellError('#VALUE', say`There is no field ${{ name }} here. Name its dataset, as in S.amt.`);
    }
    if (place.row !== undefined && dataset === place.dataset)
      return tables.column(dataset, field, place.at.cell).at(place.row);
    return firstOf(dataset, field, rowsHere(dataset, place), place.at.cell);
  };
  const firstOf = (dataset: string, field: string, rows: RowSet, cell: TemplateCell): Value => {
    tables.refuseWithheld(dataset, field, cell);
    const column = tables.column(dataset, field, cell);
    return countOf(rows) === 0 ? null : column.at(rows.ids[rows.from]!);
  };

  const run = (text: string, place: Place): Value => {
    try {
      return expressions.compile(text, place.at.cell).evaluate(new PlaceEnvironment(place));
    } catch (error) {
      if (error instanceof ExpressionError)
        throw new CellError(error.code === 'TYPE' ? '#VALUE' : '#ERROR', wordsOf(error));
      throw error;
    }
  };

  const rowsOf = (at: CellInstance): RowSet => {
    const { bind, where, join } = at.cell.document;
    const { dataset, field } = bind!;
    const columns = tables.find(dataset, at.cell);
    if (field !== undefined) tables.refuseWithheld(dataset, field, at.cell);
    let rows = seen(dataset, at);
    for (const { key, to } of join ?? []) {
      const wanted = single(run(to, { at }));
      const column = tables.column(dataset, key, at.cell);
      if (rows === columns.every) rows = column.rowsWith(wanted);
      else rows = keepRows(rows, (row) => column.at(row) === wanted);
    }
    if (where === undefined) return rows;
    const test = (row: number) => run(where, { at, dataset, row }) === true;
    const of = expressions.ofRow(where, dataset, at.cell);
    if (!of) return keepRows(rows, test);
    // Of one field: each of its values is tried once, not each row.
    const codes = of.length === 1 ? tables.column(dataset, of[0]!, at.cell).codes() : undefined;
    return rowTests.keep(rows, `${dataset} ${where}`, columns.length, test, codes);
  };

  const compute = (at: CellInstance): Value => {
    const instance = ownInstance(at);
    if (!instance) return content(at);
    if (!instance.failed) return instance.value;
    throw isNoAccess(instance.failed) ? noAccess(at.cell.address) : instance.failed;
  };

  /** Of cells with a sum or mean of all rows at their crossing: where it is found. */
  const sumPlans: (SumPlan | false | undefined)[] = [];
  const sumPlan = (cell: TemplateCell): SumPlan | false => {
    const { bind, where, join, detached } = cell.document;
    if (!bind || where !== undefined || join || detached || bind.field === undefined || cell.axis) return false;
    const { as, dataset, field } = bind;
    if (as !== 'sum' && as !== 'avg') return false;
    tables.refuseWithheld(dataset, field, cell);
    const columns = tables.find(dataset, cell);
    const merge = columns.table.merges?.get(mergeKey(as, field));
    const sums = seenRows.sumsOf(dataset, columns, merge?.figure ?? field);
    return { as, sums, ...(as === 'avg' && merge ? { counts: seenRows.sumsOf(dataset, columns, merge.count!) } : {}) };
  };
  /** Made for all crossings at once; undefined where rows are looked at. */
  const wholeSum = ({ cell, down, right }: CellInstance): Value | undefined => {
    const plan = (sumPlans[cell.ordinal] ??= sumPlan(cell));
    const figure = plan && plan.sums(down, right);
    if (!figure) return undefined;
    if (figure.count === 0) return null;
    if (plan.as === 'sum') return figure.sum;
    const count = plan.counts ? plan.counts(down, right)?.sum : figure.count;
    return count === undefined ? undefined : divide(figure.sum, count);
  };

  /** What a cell says, apart from its being expanded. */
  const content = (at: CellInstance): Value => {
    const { bind, text, formula } = at.cell.document;
    if (formula !== undefined) return run(formula, { at });
    if (text !== undefined) return renderText(labelText(text, input.language), at);
    if (!bind) return null;
    const whole = wholeSum(at);
    return whole === undefined ? aggregate(bind.as, bind.dataset, bind.field, rowsOf(at), at.cell) : whole;
  };

  const cellsIn = (text: string, cell: TemplateCell): readonly TemplateCell[] =>
    expressions.compile(text, cell).dependencies.cells.flatMap((address) => template.find(address) ?? []);

  /** Order is made before other cells have values at this place (R13). */
  const refuseCells = (by: string, cell: TemplateCell): void => {
    const other = cellsIn(by, cell).find((named) => named !== cell);
    if (!other) return;
    throw new SheetError(
      'ORDER_BY_CELL',
      [cell.address, other.address],
      say`${{ cell: cell.address }} cannot be put in order by the cell ${{ other: other.address }}. Order by a field, by a sum or the like over the rows, or by ${{ cell: cell.address }} itself.`,
    );
  };

  const renderText = (text: string, at: CellInstance): string =>
    text.replace(/\{\{([^}]*)\}\}/g, (_, expression: string) =>
      textOf(flat(run(expression, { at })), undefined, input.language),
    );

  const fieldOf = (at: CellInstance, field: string): Value => {
    const dataset = at.cell.document.bind?.dataset;
    if (dataset === undefined)
      throw new CellError('#VALUE', say`${{ cell: at.cell.address }} has no row to read ${{ field }} from.`);
    const own = ownInstance(at);
    if (own?.failed) throw own.failed;
    return firstOf(dataset, field, own?.rows ?? rowsOf(at), at.cell);
  };

  const values: Values = createValues(template, {
    quick: wholeSum,
    compute,
    condition: (reference, candidate, from) =>
      expressions.condition(reference)(new PlaceEnvironment({ at: from, it: candidate })) === true,
    fieldOf,
  });

  /** Of all groups at once, where the key is a sum or mean over their rows. */
  const groupFigures = (by: string, cell: TemplateCell, groups: readonly Group[]): readonly Value[] | undefined => {
    const dataset = cell.document.bind?.dataset;
    const figure = groupFigure(expressions.compile(by, cell).node, dataset);
    if (!figure || dataset === undefined || !tables.has(dataset)) return undefined;
    const merge = tables.find(dataset, cell).table.merges?.get(mergeKey(figure.as, figure.field));
    return figuresOf(figure, groups, merge, (name) => tables.column(dataset, name, cell));
  };

  const scope: Scope = {
    language: input.language,
    attach(made) {
      expansion = made;
    },
    cellsBefore(cell) {
      const { bind, where, join, formula, text, order } = cell.document;
      for (const { by } of order ?? []) if (by !== undefined) refuseCells(by, cell);
      const rows = [...(join ?? []).map(({ to }) => to), where, ...(bind?.conditions ?? []).map((each) => each.if)];
      const own = [formula, ...(text === undefined ? [] : expressionsIn(labelText(text, input.language)))];
      return (bind ? rows : own).flatMap((each) => (each === undefined ? [] : cellsIn(each, cell)));
    },
    own: content,
    rowsOf,
    column: (dataset, field, cell) => tables.column(dataset, field, cell),
    tableLength: (cell) => tables.find(cell.document.bind!.dataset, cell).length,
    aggregate: (as, cell, rows) => aggregate(as, cell.document.bind!.dataset, cell.document.bind!.field, rows, cell),
    isOrdered: (dataset) => input.datasets.get(dataset)?.ordered ?? true,
    orderKeys(at, by, groups) {
      if (by === undefined || by === at.cell.address) return groups.map(({ value }) => value);
      const dataset = at.cell.document.bind?.dataset;
      return (
        groupFigures(by, at.cell, groups) ??
        groups.map(({ value, rows }) => single(run(by, { at, dataset, group: { value, rows } })))
      );
    },
    rowTest: (at, condition, row) => run(condition, { at, dataset: at.cell.document.bind!.dataset, row }) === true,
    spend(kind, amount, cell) {
      spent[kind] += amount;
      if (spent[kind] <= budget[kind]) return;
      const [at, most] = [cell.address, budget[kind]];
      const words =
        kind === 'rows'
          ? say`${{ cell: at }} makes this sheet read more than ${{ most }} rows. Narrow the query or group more.`
          : say`${{ cell: at }} makes this sheet show more than ${{ most }} cells. Narrow the query or group more.`;
      throw new SheetError('BUDGET', [cell.address], words);
    },
  };
  return {
    scope,
    values,
    readOnce: (at) => (isOfRows(at.cell) ? compute(at) : values.read(at)),
    evaluate: (text, at) => run(text, { at }),
    chartRows(chart, at) {
      const dataset = input.charts?.get(chart);
      if (dataset === undefined || !tables.has(dataset)) return undefined;
      const rows = seen(dataset, at);
      return countOf(rows) === tables.find(dataset, at.cell).length ? undefined : listRows(rows);
    },
    reads: (at) =>
      values.watch(() => {
        try {
          if (!ownInstance(at)) content(at);
        } catch (error) {
          if (!(error instanceof CellError)) throw error;
        }
      }),
  };
}

/** Reads no other cell. */
const isOfRows = ({ document: { bind, text, formula, where, join } }: TemplateCell): boolean =>
  formula === undefined &&
  !where &&
  !join &&
  (bind !== undefined || (typeof text === 'string' && !text.includes('{{')));

/** The instance that an expanding cell is, at its own place. */
function ownInstance({ cell, down, right }: CellInstance): Instance | undefined {
  const instance = cell.axis === 'down' ? down : cell.axis === 'right' ? right : undefined;
  return instance?.cell === cell ? instance : undefined;
}

/** The expressions in `{{…}}` of a text. */
const expressionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{([^}]*)\}\}/g)].map((each) => each[1]!);

/** A list where one value is needed is `#VALUE` (R26). */
function single(value: Value): Value {
  if (!Array.isArray(value)) return value;
  throw new CellError('#VALUE', 'One value is needed here, and there are several.');
}

/** Several distinct values, as `value` shows them (R28). */
const joined = (value: Value): Value =>
  Array.isArray(value) ? value.map((each) => textOf(each as Value, undefined, 'en')).join(', ') : value;
