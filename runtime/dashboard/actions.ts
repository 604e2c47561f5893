/**
 * Clicks: `set` gives parameters values, `open` leads somewhere. Expressions read the clicked row as `datum.column` and
 * parameters as `$name`. Pure: the same click gives the same values and the same address.
 */
import type { FunctionDefinition, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { endOfPeriod } from '../../metadata/chart/periods.js';
import { compileExpression } from '../../metadata/expression/compile.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { ExpressionError } from '../../metadata/expression/errors.js';
import { bindActionFilter } from '../../metadata/query/action-filter.js';
import type { Registry } from '../../metadata/registry.js';
import type { Filter, Grain } from '../../metadata/schema/query.js';
import type { ActionDocument } from '../../metadata/schema/action.js';
import type { Value } from '../../metadata/value.js';
import { hrefs } from '../data/router.js';
import { hrefWith, isEmptyValue, parameterQuery } from './parameters.js';

export type SetAction = Extract<ActionDocument, { set: unknown }>;
export type OpenAction = Extract<ActionDocument, { open: unknown }>;

export const isSet = (action: ActionDocument): action is SetAction => 'set' in action;
export const isOpen = (action: ActionDocument): action is OpenAction => 'open' in action;

/** What expressions of actions are evaluated with. */
export interface ActionTools {
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
  readonly parameters: Readonly<Record<string, Value>>;
  /** The same as chosen: `lastDays:30`. */
  readonly stated: Readonly<Record<string, Value>>;
}

/** A value; null where the expression cannot be evaluated on this row. */
export function evaluateAction(text: string, row: ResultRow, tools: ActionTools): Value {
  const compiled = compileExpression(text, {
    functions: tools.functions,
    datum: () => 'any',
    parameter: () => 'any',
  });
  try {
    return compiled.evaluate({
      context: tools.context,
      field: () => null,
      datum: (path) => row[path.join('.')] ?? null,
      parameter: (name) => tools.parameters[name] ?? null,
    });
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** Values that a click on this row sets. */
export function valuesToSet(action: SetAction, row: ResultRow, tools: ActionTools): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(action.set).map(([name, text]) => [name, evaluateAction(text, row, tools)]));
}

/** Where an `open` leads; `filter` and `entity` say what a list will show, so that it can be counted. `away`: another site. */
export interface Destination {
  readonly href: string;
  readonly entity?: string;
  readonly filter?: Filter;
  readonly away?: boolean;
}

/** The column of the clicked row that an expression is, when it is nothing else. */
const columnIn = (text: string): string | undefined => /^\s*datum\.([a-z][a-z0-9_]*)\s*$/.exec(text)?.[1];

/** A period's start, when the expression is a column with a grain: it stands for all of its days. */
function grainOf(text: string, columns: readonly ResultColumn[]): Grain | undefined {
  const name = columnIn(text);
  return columns.find((column) => column.name === name)?.grain as Grain | undefined;
}

/** Parameters without a value are left out. */
export function destinationOf(
  action: OpenAction,
  row: ResultRow,
  columns: readonly ResultColumn[],
  tools: ActionTools,
): Destination | undefined {
  const given = Object.entries(action.parameters ?? {})
    .map(([name, text]) => ({ name, grain: grainOf(text, columns), value: evaluateAction(text, row, tools) }))
    .filter(({ value }) => !isEmptyValue(value));
  const where =
    action.where &&
    bindActionFilter(action.where, {
      expression(text) {
        const value = evaluateAction(text, row, tools);
        const grain = grainOf(text, columns);
        if (grain && typeof value === 'string') return { value: daysOf(value, grain), range: true };
        return { value, clicked: Object.hasOwn(row, columnIn(text) ?? '') };
      },
      parameter: (name) => tools.parameters[name] ?? null,
    });
  return placeFor(action.open, action.name, given, where);
}

const daysOf = (start: string, grain: Grain): readonly string[] => [start.slice(0, 10), endOfPeriod(start, grain)];

/** The address of what is opened, from values that are known already. */
export function placeFor(
  open: OpenAction['open'],
  name: string,
  given: readonly { readonly name: string; readonly value: Value; readonly grain?: Grain | undefined }[],
  where?: Filter,
): Destination | undefined {
  if (open === 'link') return linkTo(name, given);
  if (open === 'record') {
    const id = given.find((each) => each.name === 'id')?.value;
    return typeof id === 'string' ? { href: hrefs.record(name, id) } : undefined;
  }
  if (open === 'list') {
    const leaves = [...given.map(leafOf), ...(where ? [where] : [])];
    const filter = (leaves.length === 1 ? leaves[0] : { and: leaves }) as Filter;
    return leaves.length === 0
      ? { href: hrefs.list(name), entity: name }
      : { href: hrefs.list(name, { filter: JSON.stringify(filter) }), entity: name, filter };
  }
  const path = open === 'report' ? hrefs.report(name) : hrefs.dashboard(name);
  return { href: hrefWith(path, parameterQuery(Object.fromEntries(given.map((each) => [each.name, each.value])))) };
}

/** A link alone in braces is the whole address and must be one that is safe to follow; else values are encoded. */
function linkTo(
  address: string,
  given: readonly { readonly name: string; readonly value: Value }[],
): Destination | undefined {
  const values = new Map(given.map(({ name, value }) => [name, String(value)] as const));
  const whole = /^\{([^{}]*)\}$/.exec(address)?.[1];
  const href =
    whole === undefined
      ? address.replace(/\{([^{}]*)\}/g, (_match, name: string) => encodeURIComponent(values.get(name) ?? ''))
      : (values.get(whole) ?? '').trim();
  return isSafeLink(href) ? { href, away: true } : undefined;
}

/** Pages, mail and telephone; never a scheme that runs something. */
export const isSafeLink = (href: string): boolean => /^(https?:\/\/|mailto:|tel:)[^\s\p{Cc}]+$/iu.test(href);

function leafOf({
  name,
  value,
  grain,
}: {
  readonly name: string;
  readonly value: Value;
  readonly grain?: Grain | undefined;
}) {
  if (grain && typeof value === 'string') return { field: name, op: 'between', value: daysOf(value, grain) };
  return Array.isArray(value) ? { field: name, op: 'in', value } : { field: name, op: 'eq', value };
}
