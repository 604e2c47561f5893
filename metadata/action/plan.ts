/**
 * What an action would write, told from the record it is run on:
 *
 *   source (as an answer gives it, with its rows) + choices -> per step: make, use, leave out -> values -> fields to set
 *
 * Pure: times and people come with the evaluation context, ids are handed in. A value that is null is not given, so that
 * the field's default applies.
 */
import type { CompiledExpression } from '../expression/compile.js';
import type { EvaluationContext } from '../expression/environment.js';
import { ExpressionError } from '../expression/errors.js';
import type { Value } from '../value.js';
import { readAnswer, type AnswerValues } from './answer-value.js';
import type { CompiledAction, CompiledStep, Expressions } from './compile.js';

export interface ActionChoices {
  /** Existing records that are used instead of new ones: id by step. */
  readonly use?: Readonly<Record<string, string>>;
  /** Steps that are left out. */
  readonly without?: ReadonlySet<string>;
}

export interface PlanSource {
  readonly record: AnswerValues;
  readonly context: EvaluationContext;
  /** Id of the record that a step makes; in a preview there is none yet, and `$name` is null. */
  id?(as: string): string;
}

/** `use`: an existing record stands for it; `skip`: its condition is not met; `leave`: left out by choice. */
export type StepState = 'make' | 'use' | 'skip' | 'leave';

export interface PlannedStep {
  readonly as: string;
  readonly entity: string;
  readonly state: StepState;
  /** Of the record that is used, or made. */
  readonly id?: string;
  /** Of a record to be made; rows by their sub-table. */
  readonly values: Readonly<Record<string, Value>>;
  /** Fields that point to what another step makes. */
  readonly links: Readonly<Record<string, string>>;
}

export interface ActionPlan {
  /** Whether the action may be run on this record now. */
  readonly available: boolean;
  readonly steps: readonly PlannedStep[];
  /** Of the source. */
  readonly sets: Readonly<Record<string, Value>>;
}

export function planAction(compiled: CompiledAction, source: PlanSource, choices: ActionChoices = {}): ActionPlan {
  const made = new Map<string, PlannedStep>();
  const evaluate = (expression: CompiledExpression, record: AnswerValues = source.record): Value =>
    valueOf(expression, record, source.context, (name) => made.get(name)?.id ?? null);
  const evaluateAll = (expressions: Expressions, record?: AnswerValues): Record<string, Value> => {
    const values = [...expressions].map(([name, each]) => [name, evaluate(each, record)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== null));
  };
  for (const each of compiled.steps) {
    const { as, entity } = each.step;
    const { state, id } = stateOf(each, source, choices, evaluate);
    const step: PlannedStep = {
      ...{ as, entity, state },
      ...(id === undefined ? {} : { id }),
      values: state === 'make' ? { ...evaluateAll(each.values), ...rowsOf(each, source.record, evaluateAll) } : {},
      links: state === 'make' ? linksOf(each.values, made) : {},
    };
    made.set(as, step);
  }
  const sets = [...compiled.sets].filter(([, { node }]) => {
    // What was not made is not set: the field stays as it is.
    const state = node.type === 'parameter' ? made.get(node.name)?.state : undefined;
    return state === undefined || state === 'make' || state === 'use';
  });
  return {
    available: compiled.visibleIf === undefined || evaluate(compiled.visibleIf) === true,
    steps: [...made.values()],
    sets: Object.fromEntries(sets.map(([name, expression]) => [name, evaluate(expression)])),
  };
}

function stateOf(
  { step, onlyIf }: CompiledStep,
  source: PlanSource,
  { use = {}, without }: ActionChoices,
  evaluate: (expression: CompiledExpression) => Value,
): Pick<PlannedStep, 'state' | 'id'> {
  const held = step.unless === undefined ? null : readAnswer(source.record, [step.unless]);
  const used = typeof held === 'string' ? held : Object.hasOwn(use, step.as) ? use[step.as] : undefined;
  if (used !== undefined) return { state: 'use', id: used };
  if (onlyIf && evaluate(onlyIf) !== true) return { state: 'skip' };
  if (without?.has(step.as)) return { state: 'leave' };
  return { state: 'make', ...(source.id ? { id: source.id(step.as) } : {}) };
}

function rowsOf(
  { rows }: CompiledStep,
  source: AnswerValues,
  evaluateAll: (expressions: Expressions, record: AnswerValues) => Record<string, Value>,
): Record<string, Value> {
  const lists = [...rows].map(([field, { from, values }]) => {
    const held = source[from];
    const list = Array.isArray(held) ? (held as readonly AnswerValues[]) : [];
    return [field, list.map((row) => evaluateAll(values, row))] as const;
  });
  return Object.fromEntries(lists);
}

/** Fields whose value is the record of an earlier step that is made or used. */
function linksOf(values: Expressions, made: ReadonlyMap<string, PlannedStep>): Record<string, string> {
  const links = [...values].flatMap(([field, { node }]) => {
    const step = node.type === 'parameter' ? made.get(node.name) : undefined;
    return step && (step.state === 'make' || step.state === 'use') ? [[field, step.as] as const] : [];
  });
  return Object.fromEntries(links);
}

/** An expression that cannot be computed for these values has none. */
function valueOf(
  expression: CompiledExpression,
  record: AnswerValues,
  context: EvaluationContext,
  parameter: (name: string) => Value,
): Value {
  if (expression.problems.length > 0) return null;
  try {
    return expression.evaluate({ context, field: (path) => readAnswer(record, path), parameter });
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
