/** What an action would make of a record, for the dialog that asks before it is run: planned values with their names. */
import { planAction, type PlannedStep } from '../../../metadata/action/plan.js';
import type { ActionPreview, Named, PreviewStep } from '../../../metadata/action/preview.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { readLabels } from '../read/labels.js';
import { findAction } from './find-action.js';
import { readSource } from './read-source.js';

export async function previewAction(
  context: Context,
  name: string,
  id: string,
  action: string,
): Promise<ActionPreview> {
  const { entity, compiled } = findAction(context, name, action);
  const record = await readSource(context, entity, id, compiled.reads);
  const plan = planAction(compiled, { record, context: context.evaluation });
  if (!plan.available) return { version: record.version, available: false, steps: [] };
  const labels = new Labels(context);
  for (const step of plan.steps) labels.want(step);
  await labels.read();
  const steps = plan.steps.map((planned, index): PreviewStep => {
    const { as, entity: target, state, id: used, links } = planned;
    const { step } = compiled.steps[index]!;
    return {
      ...{ as, entity: target, state, links },
      optional: step.optional === true,
      choice: step.unless !== undefined && context.access.mayEver('read', target),
      allowed: context.access.mayEver('create', target),
      ...(used === undefined ? {} : { record: labels.name(target, used) }),
      values: labels.values(planned),
    };
  });
  return { version: record.version, available: true, steps };
}

/** Names of the records that planned values point to, one statement for each entity. */
class Labels {
  readonly #ids = new Map<string, Set<string>>();
  readonly #labels = new Map<string, ReadonlyMap<string, string | null>>();

  constructor(private readonly context: Context) {}

  want(step: PlannedStep): void {
    if (step.id !== undefined) this.#add(step.entity, step.id);
    this.values(step);
  }

  async read(): Promise<void> {
    for (const [entity, ids] of this.#ids) this.#labels.set(entity, await readLabels(this.context, entity, ids));
  }

  name(entity: string, id: string): Named {
    this.#add(entity, id);
    return { id, label: this.#labels.get(entity)?.get(id) ?? null };
  }

  /** Planned values as an answer would give them, without links. */
  values({ entity, values, links }: PlannedStep): Record<string, unknown> {
    const target = this.context.release.model.entities.get(entity)!;
    const own = Object.entries(values).filter(([field]) => !Object.hasOwn(links, field));
    return this.#named(target, Object.fromEntries(own));
  }

  #named(entity: Entity, values: Readonly<Record<string, Value>>): Record<string, unknown> {
    const named = Object.entries(values).map(([name, value]) => [name, this.#value(entity.fields.get(name), value)]);
    return Object.fromEntries(named) as Record<string, unknown>;
  }

  #value(field: Field | undefined, value: Value): unknown {
    if (field?.children && Array.isArray(value)) {
      const rows = this.context.release.model.entities.get(field.children.entity)!;
      return value.map((row) => this.#named(rows, row as Readonly<Record<string, Value>>));
    }
    const target = field?.target ?? field?.links?.target;
    if (target === undefined) return value;
    if (typeof value === 'string') return this.name(target, value);
    return Array.isArray(value) ? value.map((id) => this.name(target, String(id))) : value;
  }

  #add(entity: string, id: string): void {
    this.#ids.set(entity, (this.#ids.get(entity) ?? new Set()).add(id));
  }
}
