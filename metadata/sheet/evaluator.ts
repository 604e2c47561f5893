/**
 * Joins expressions and instances: compiles the expressions of the template once, computes cells, and answers what
 * expansion asks (scope.ts). Expressions see rows by field name, datasets as `S.amt`, cells by address.
 */
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { Environment } from '../expression/environment.js';
import { ExpressionError } from '../expression/errors.js';
import { compileEvaluator } from '../expression/evaluate.js';
import type { Node } from '../expression/ast.js';
import type { CellReference } from './references.js';
import { labelText, type Value } from '../value.js';
import { say, wordsOf } from '../words.js';
import { aggregateValues, groupKey, rowsSeen } from './row-sets.js';
import type { Scope } from './scope.js';
import { callSheetFunction, withSheetFunctions } from './functions.js';
import { textOf } from './format.js';
import { knownRows, noAccess } from './no-access.js';
import {
  CellError,
  SheetError,
  type CellInstance,
  type DataTable,
  type Expansion,
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
  readonly dataset?: string;
  readonly row?: number;
  /** Rows an aggregate in `order` runs over, instead of those the cell sees. */
  readonly over?: RowSet;
  /** The candidate of a `{…}` condition, read as `it.B2`. */
  readonly it?: CellInstance;
}

export interface Evaluator {
  readonly scope: Scope;
  readonly values: Values;
  /** Evaluates an expression of the template (a condition, a parameter of an action) at a crossing. */
  evaluate(text: string, at: CellInstance): Value;
  /** Rows of a chart's dataset that a cell sees; undefined for all of them. */
  chartRows(chart: string, at: CellInstance): RowSet | undefined;
}

export function createEvaluator(template: Template, input: SheetInput): Evaluator {
  const budget = { ...defaultBudget, ...input.budget };
  const spent = { rows: 0, cells: 0 };
  const functions = withSheetFunctions(input.functions);
  const compiled = new Map<string, CompiledExpression>();
  let expansion: Expansion | undefined;
  const roots = (): Expansion => {
    if (!expansion) throw new Error('The evaluator has no instances yet.');
    return expansion;
  };

  const table = (name: string, cell: TemplateCell): DataTable => {
    const found = input.datasets.get(name);
    if (found) return found;
    const known = [...input.datasets.keys()].join(', ') || say`none`;
    throw new SheetError(
      'UNKNOWN_DATASET',
      [cell.address],
      say`${{ cell: cell.address }}: there is no dataset ${{ name }}. Known: ${{ known }}.`,
    );
  };
  /** Asked also where there is no row to read a value from. */
  const refuseWithheld = (name: string, field: string, cell: TemplateCell): void => {
    const { columns, withheld, closed } = table(name, cell);
    if (closed || (withheld?.has(field) && !columns.includes(field))) throw noAccess(cell.address);
  };
  const columnIndex = (name: string, field: string, cell: TemplateCell): number => {
    const index = table(name, cell).columns.indexOf(field);
    if (index >= 0) return index;
    refuseWithheld(name, field, cell);
    const known = table(name, cell).columns.join(', ');
    throw new SheetError(
      'UNKNOWN_FIELD',
      [cell.address],
      say`${{ cell: cell.address }}: ${{ name }} has no field ${{ field }}. Known: ${{ known }}.`,
    );
  };
  const fieldValue = (name: string, field: string, row: number, cell: TemplateCell): Value =>
    table(name, cell).rows[row]?.[columnIndex(name, field, cell)] ?? null;

  const compile = (text: string, cell: TemplateCell): CompiledExpression => {
    const known = compiled.get(text);
    if (known) return known;
    const made = compileExpression(text, {
      functions, cells: true, field: () => 'any', parameter: () => 'any', datum: () => 'any',
    }); // prettier-ignore
    const problem = made.problems[0];
    if (problem) {
      const words = say`${{ cell: cell.address }}: ${{ problem: wordsOf(problem) }} (in "${{ text }}")`;
      throw new SheetError('EXPRESSION', [cell.address], words);
    }
    compiled.set(text, made);
    return made;
  };

  const aggregateRows = (
    as: string,
    dataset: string,
    field: string | undefined,
    rows: RowSet,
    cell: TemplateCell,
  ): Value => {
    if (field === undefined) return as === 'count' ? rows.length : null;
    const index = columnIndex(dataset, field, cell);
    const data = table(dataset, cell).rows;
    return aggregateValues(
      as,
      rows.map((row) => data[row]?.[index] ?? null),
    );
  };

  const environmentOf = (place: Place, values: Values): Environment => ({
    context: input.context,
    parameter: (name) => input.parameters[name] ?? null,
    cell: (reference) => values.reference(reference, place.at),
    field: (path) => readName(path, place, values),
    aggregate(name, parts) {
      const [first] = parts;
      if (first?.type === 'name' && rowAggregates.has(name) && input.datasets.has(first.path[0] ?? '')) {
        const [dataset, field] = first.path as [string, string | undefined];
        const rows = place.over ?? rowsSeen(dataset, table(dataset, place.at.cell), place.at.down, place.at.right);
        return { value: aggregateRows(name, dataset, field, rows, place.at.cell) };
      }
      return callSheetFunction(name, parts, { at: place.at, template, values, expansion: roots() });
    },
  });

  /** `amt` and `S.amt` are fields of the row being tried; `it.B2` the candidate's cell; else one value of those seen. */
  const readName = (path: readonly string[], place: Place, values: Values): Value => {
    const [head = '', second] = path;
    if (head === 'it' && place.it && second !== undefined) {
      const cell = template.find(second);
      if (!cell) throw new CellError('#VALUE', `There is no cell ${second}.`);
      return values.reference(
        { type: 'cell', address: second, all: false, left: [], top: [], from: 0, to: 0 },
        place.it,
      );
    }
    const qualified = second !== undefined && input.datasets.has(head);
    const dataset = qualified ? head : place.dataset;
    const field = qualified ? second : head;
    if (dataset === undefined) throw new CellError('#VALUE', `There is no field ${path.join('.')} here.`);
    if (place.row !== undefined && dataset === place.dataset)
      return fieldValue(dataset, field, place.row, place.at.cell);
    const rows = place.over ?? rowsSeen(dataset, table(dataset, place.at.cell), place.at.down, place.at.right);
    return firstOf(dataset, field, rows, place.at.cell);
  };
  const firstOf = (dataset: string, field: string, rows: RowSet, cell: TemplateCell): Value => {
    refuseWithheld(dataset, field, cell);
    return rows.length === 0 ? null : fieldValue(dataset, field, rows[0]!, cell);
  };

  const run = (text: string, place: Place, values: Values): Value => {
    try {
      return compile(text, place.at.cell).evaluate(environmentOf(place, values));
    } catch (error) {
      if (error instanceof ExpressionError)
        throw new CellError(error.code === 'TYPE' ? '#VALUE' : '#ERROR', error.message);
      throw error;
    }
  };

  /** Conditions in braces are nodes inside a compiled text; each gets its own evaluator, made once. */
  const conditions = new WeakMap<Node, (environment: Environment) => Value>();
  const conditionOf = (reference: CellReference): ((environment: Environment) => Value) => {
    const node = reference.condition!;
    const made = conditions.get(node) ?? compileEvaluator(node, functions);
    conditions.set(node, made);
    return made;
  };

  const rowsOf = (at: CellInstance, values: Values): RowSet => {
    const { bind, where, join, detached } = at.cell.document;
    const { dataset, field } = bind!;
    const data = table(dataset, at.cell);
    if (field !== undefined) refuseWithheld(dataset, field, at.cell);
    let rows: RowSet = detached
      ? rowsSeen(dataset, data, undefined, undefined)
      : rowsSeen(dataset, data, at.down, at.right);
    for (const { key, to } of join ?? []) {
      const wanted = groupKey(single(run(to, { at }, values)));
      const index = columnIndex(dataset, key, at.cell);
      rows = rows.filter((row) => groupKey(data.rows[row]?.[index] ?? null) === wanted);
    }
    if (where !== undefined) rows = rows.filter((row) => run(where, { at, dataset, row }, values) === true);
    return rows;
  };

  const compute = (at: CellInstance, values: Values): Value => {
    const { document, axis } = at.cell;
    const instance = axis === 'down' ? at.down : axis === 'right' ? at.right : undefined;
    if (instance?.cell === at.cell) {
      if (instance.withheld) throw noAccess(at.cell.address);
      return instance.value;
    }
    if (document.text !== undefined) return renderText(labelText(document.text, input.language), at, values);
    if (document.formula !== undefined) return run(document.formula, { at }, values);
    if (!document.bind) return null;
    const rows = rowsOf(at, values);
    const { as, dataset, field } = document.bind;
    if (as !== 'value' && as !== 'group' && as !== 'list') return aggregateRows(as, dataset, field, rows, at.cell);
    return distinctValue(rows.map((row) => (field === undefined ? null : fieldValue(dataset, field, row, at.cell))));
  };

  const cellsIn = (text: string, cell: TemplateCell): readonly TemplateCell[] =>
    compile(text, cell).dependencies.cells.flatMap((address) => template.find(address) ?? []);

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

  const renderText = (text: string, at: CellInstance, values: Values): string =>
    text.replace(/\{\{([^}]*)\}\}/g, (_, expression: string) =>
      textOf(flat(run(expression, { at }, values)), undefined, input.language),
    );

  const values: Values = createValues(
    template,
    compute,
    (reference, candidate, from) => conditionOf(reference)(environmentOf({ at: from, it: candidate }, values)) === true,
    (at, field) => firstField(at, field),
  );
  const firstField = (at: CellInstance, field: string): Value => {
    const dataset = at.cell.document.bind?.dataset;
    if (dataset === undefined) throw new CellError('#VALUE', `${at.cell.address} has no row to read ${field} from.`);
    const own = at.cell.axis === 'down' ? at.down : at.right;
    const rows = own.rows.get(dataset) ?? rowsOf(at, values);
    return firstOf(dataset, field, knownRows(rows, at.cell.address), at.cell);
  };

  const scope: Scope = {
    language: input.language,
    get downRoot() {
      return roots().down;
    },
    get rightRoot() {
      return roots().right;
    },
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
    own: (at) => {
      const { text, formula } = at.cell.document;
      if (formula !== undefined) return run(formula, { at }, values);
      return text === undefined ? null : renderText(labelText(text, input.language), at, values);
    },
    rowsOf: (at) => rowsOf(at, values),
    value: fieldValue,
    aggregate: (as, cell, rows) =>
      aggregateRows(as, cell.document.bind!.dataset, cell.document.bind!.field, rows, cell),
    isOrdered: (dataset) => input.datasets.get(dataset)?.ordered ?? true,
    orderKey(cell, by, value, rows) {
      if (by === undefined || by === cell.address) return value;
      const dataset = cell.document.bind?.dataset;
      const at: CellInstance = { cell, down: roots().down, right: roots().right };
      return single(run(by, { at, over: rows, ...(dataset === undefined ? {} : { dataset }) }, values));
    },
    rowTest(cell, condition, row) {
      const at: CellInstance = { cell, down: roots().down, right: roots().right };
      return run(condition, { at, dataset: cell.document.bind!.dataset, row }, values) === true;
    },
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
  const chartRows = (chart: string, at: CellInstance): RowSet | undefined => {
    const dataset = input.charts?.get(chart);
    const data = dataset === undefined ? undefined : input.datasets.get(dataset);
    if (dataset === undefined || !data) return undefined;
    const rows = rowsSeen(dataset, data, at.down, at.right);
    return rows.length === data.rows.length ? undefined : rows;
  };
  return { scope, values, evaluate: (text, at) => run(text, { at }, values), chartRows };
}

/** The expressions in `{{…}}` of a text. */
const expressionsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{([^}]*)\}\}/g)].map((each) => each[1]!);

/** A list where one value is needed is `#VALUE` (R26). */
function single(value: Value): Value {
  if (Array.isArray(value)) throw new CellError('#VALUE', 'One value is needed here, and there are several.');
  return value;
}

/** A list as the final value of a cell is joined (R26). */
export function flat(value: Value): Value {
  if (!Array.isArray(value)) return value;
  return value.map((item) => textOf(flat(item as Value), undefined, 'en')).join(', ');
}

/** `value` ignores nulls among the distinct values (R28); several are joined by ", ". */
function distinctValue(values: readonly Value[]): Value {
  const distinct = [
    ...new Map(values.filter((value) => value !== null).map((value) => [groupKey(value), value])).values(),
  ];
  if (distinct.length <= 1) return distinct[0] ?? null;
  return distinct.map((value) => textOf(value, undefined, 'en')).join(', ');
}
