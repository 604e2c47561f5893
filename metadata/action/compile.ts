/** An action with its expressions compiled, and the paths of the source that they read. */
import type { FunctionDefinition } from '../contributions.js';
import { expressionScope } from '../document/check-sites.js';
import { stepParameters } from '../document/sites-action.js';
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { Entity, Model } from '../model/model.js';
import type { Registry } from '../registry.js';
import type { ActionStep, EntityAction } from '../schema/entity-action.js';

export type Expressions = ReadonlyMap<string, CompiledExpression>;

export interface CompiledRows {
  /** Sub-table of the source. */
  readonly from: string;
  readonly values: Expressions;
}

export interface CompiledStep {
  readonly step: ActionStep;
  readonly onlyIf?: CompiledExpression;
  readonly values: Expressions;
  /** By the sub-table of the new record. */
  readonly rows: ReadonlyMap<string, CompiledRows>;
}

export interface CompiledAction {
  readonly action: EntityAction;
  readonly visibleIf?: CompiledExpression;
  readonly steps: readonly CompiledStep[];
  readonly sets: Expressions;
  /** Paths of the source, those of its rows below their sub-table: `company`, `lines.product`. */
  readonly reads: readonly string[];
}

export function compileAction(
  model: Model,
  source: Entity,
  action: EntityAction,
  functions: Registry<FunctionDefinition>,
): CompiledAction {
  const compile = (text: string, entity: string, earlier: readonly ActionStep[]) =>
    compileExpression(
      text,
      expressionScope({ entity, parameters: stepParameters(earlier) }, model, { function: functions }),
    );
  const compileAll = (values: Readonly<Record<string, string>>, entity: string, earlier: readonly ActionStep[]) =>
    new Map(Object.entries(values).map(([name, text]) => [name, compile(text, entity, earlier)] as const));
  const visibleIf = action.visibleIf === undefined ? undefined : compile(action.visibleIf, source.name, []);
  const steps = action.creates.map((step, index): CompiledStep => {
    const earlier = action.creates.slice(0, index);
    const onlyIf = step.onlyIf === undefined ? undefined : compile(step.onlyIf, source.name, []);
    const rows = Object.entries(step.rows ?? {}).map(([field, { from, values }]) => {
      const entity = source.fields.get(from)?.children?.entity ?? '';
      return [field, { from, values: compileAll(values, entity, earlier) }] as const;
    });
    return {
      step,
      ...(onlyIf ? { onlyIf } : {}),
      values: compileAll(step.values, source.name, earlier),
      rows: new Map(rows),
    };
  });
  const sets = compileAll(action.sets ?? {}, source.name, action.creates);
  return { action, ...(visibleIf ? { visibleIf } : {}), steps, sets, reads: readsOf(visibleIf, steps, sets) };
}

function readsOf(
  visibleIf: CompiledExpression | undefined,
  steps: readonly CompiledStep[],
  sets: Expressions,
): readonly string[] {
  const own = [...(visibleIf ? [visibleIf] : []), ...sets.values()];
  const paths = [...own, ...steps.flatMap(({ onlyIf, values }) => [...(onlyIf ? [onlyIf] : []), ...values.values()])];
  const rows = steps.flatMap((step) => [...step.rows.values()]);
  return [
    ...new Set([
      ...paths.flatMap(({ dependencies }) => dependencies.fields),
      ...steps.flatMap(({ step }) => (step.unless === undefined ? [] : [step.unless])),
      ...rows.flatMap(({ from, values }) => [
        from,
        ...[...values.values()].flatMap(({ dependencies }) => dependencies.fields.map((path) => `${from}.${path}`)),
      ]),
    ]),
  ];
}
