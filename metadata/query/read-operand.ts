/** The value an operand stands for: a literal, a parameter's, an expression's, or the days of a relative range. */
import type { FunctionDefinition } from '../contributions.js';
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { EvaluationContext } from '../expression/environment.js';
import { ExpressionError } from '../expression/errors.js';
import type { Registry } from '../registry.js';
import type { Operand } from '../schema/query.js';
import { normaliseText } from '../text.js';
import { relativeRange } from '../time.js';
import type { Scalar, Value, ValueType } from '../value.js';
import { say, wordsOf } from '../words.js';
import { isOperandObject, misfit } from './operand.js';
import { operandInvalid, QueryRefused, type FoundProblem } from './problems.js';

export interface BindEnvironment {
  /** Clock, zone and user of this run. */
  readonly context: EvaluationContext;
  /** Every declared parameter; null, empty text and the empty list mean that it is not set. */
  readonly parameters: Readonly<Record<string, Value>>;
  readonly functions: Registry<FunctionDefinition>;
}

/** What is compared: its name in messages and its type. */
export interface Compared {
  readonly said: string;
  readonly type: ValueType;
}

export type Read =
  { readonly value: Value; readonly parameter?: boolean } | { readonly range: readonly [Scalar, Scalar] };

export function readOperand(operand: Operand, make: Compared, environment: BindEnvironment): Read {
  if (!isOperandObject(operand)) return { value: operand as Value };
  if ('relative' in operand) {
    const { from, to } = relativeRange(operand.relative, operand.n, environment.context.today());
    return { range: [from, to] };
  }
  if ('expr' in operand) return readExpression(operand.expr, make, environment);
  const { parameters } = environment;
  if (Object.hasOwn(parameters, operand.parameter))
    return { value: parameters[operand.parameter] ?? null, parameter: true };
  const known = Object.keys(parameters).join(', ') || 'none';
  return refuse(
    operandInvalid(make.said, say`There is no parameter "${{ name: operand.parameter }}". Known: ${{ known }}.`),
  );
}

/** What counts as a parameter that is not set. */
export const isUnset = (value: Value): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.every((item) => item === null));

/** An expression that gives nothing because a parameter in it is not set counts as that parameter. */
function readExpression(text: string, make: Compared, environment: BindEnvironment): Read {
  const { parameters, context, functions } = environment;
  const compiled = compiledFor(text, parameters, functions);
  const [problem] = compiled.problems;
  const [read] = compiled.dependencies.fields;
  const wrong =
    (problem && wordsOf(problem)) ??
    (read === undefined
      ? undefined
      : say`it reads the field "${{ field: read }}", and a filter compares with one value for all rows.`);
  if (wrong) return refuse(operandInvalid(make.said, say`The expression "${{ text }}" cannot be used: ${{ wrong }}`));
  try {
    const value = compiled.evaluate({
      context,
      field: () => null,
      parameter: (name) => (Object.hasOwn(parameters, name) ? (parameters[name] ?? null) : null),
    });
    const unset = compiled.dependencies.parameters.some((name) => isUnset(parameters[name] ?? null));
    return value === null && unset ? { value, parameter: true } : { value };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return refuse(
      operandInvalid(make.said, say`The expression "${{ text }}" gave no value: ${{ wrong: wordsOf(error) }}`),
    );
  }
}

const remembered = new WeakMap<Registry<FunctionDefinition>, Map<string, CompiledExpression>>();
const mostRemembered = 500;

/** Row rules are bound on every request and say the same few things (`user.id`): those are compiled once. */
function compiledFor(
  text: string,
  parameters: Readonly<Record<string, Value>>,
  functions: Registry<FunctionDefinition>,
): CompiledExpression {
  const held = remembered.get(functions) ?? new Map<string, CompiledExpression>();
  remembered.set(functions, held);
  const known = held.get(text);
  if (known) return known;
  const made = compileExpression(text, {
    functions,
    parameter: (name) => (Object.hasOwn(parameters, name) ? 'any' : undefined),
  });
  // What a parameter's name means differs from call to call.
  if (made.dependencies.parameters.length > 0) return made;
  if (held.size >= mostRemembered) held.clear();
  held.set(text, made);
  return made;
}

/** One value in the form it is compared in. */
export function scalar(value: Value, make: Compared): Exclude<Scalar, null> {
  const wanted = value === null ? say`a value` : misfit(value, make.type);
  if (wanted !== undefined)
    return refuse(operandInvalid(make.said, say`"${{ said: make.said }}" is compared with ${{ wanted }}.`));
  return make.type === 'text' || make.type === 'list'
    ? normaliseText(value as string)
    : (value as Exclude<Scalar, null>);
}

export function refuse(problem: FoundProblem): never {
  throw new QueryRefused([problem]);
}
