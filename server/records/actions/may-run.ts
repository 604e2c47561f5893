/** Which actions of an entity somebody may run at all: who may read all that it reads and write all that it surely writes. */
import { compileAction, type CompiledAction } from '../../../metadata/action/compile.js';
import type { Access } from '../../../metadata/access/types.js';
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import { firstField } from '../../../metadata/model/parts.js';
import type { Entity, Model } from '../../../metadata/model/model.js';
import type { Registry } from '../../../metadata/registry.js';
import type { EntityAction } from '../../../metadata/schema/entity-action.js';
import type { Sight } from '../app/visible.js';

/** By the frozen entity of a release, so that they go when their release goes. */
const compiled = new WeakMap<Entity, Map<string, CompiledAction>>();

/** Compiled once for each release. */
export function compiledAction(
  model: Model,
  entity: Entity,
  action: EntityAction,
  functions: Registry<FunctionDefinition>,
): CompiledAction {
  const ofEntity = compiled.get(entity) ?? new Map<string, CompiledAction>();
  compiled.set(entity, ofEntity);
  const held = ofEntity.get(action.name);
  if (held) return held;
  const made = compileAction(model, entity, action, functions);
  ofEntity.set(action.name, made);
  return made;
}

/** A hint for menus and the first gate of a run; what a condition or a choice decides is asked when it is run. */
export function mayRun(sight: Sight, source: Entity, { action, reads }: CompiledAction): boolean {
  const { access, model } = sight;
  const sets = Object.keys(action.sets ?? {});
  return (
    reads.every((path) => mayUse(sight, source, path)) &&
    (sets.length === 0 || (access.mayEver('update', source.name) && mayWrite(access, source, sets))) &&
    action.creates.every((step) => {
      if (step.optional || step.unless !== undefined || step.onlyIf !== undefined) return true;
      const target = model.entities.get(step.entity);
      if (!target || !access.mayEver('create', step.entity)) return false;
      return mayWrite(access, target, [...Object.keys(step.values), ...Object.keys(step.rows ?? {})]);
    })
  );
}

const mayWrite = (access: Access, entity: Entity, names: readonly string[]): boolean =>
  names.every((name) => {
    const field = entity.fields.get(name);
    return field !== undefined && access.canWrite(field);
  });

/** The values themselves, not only their masks: they are written elsewhere. */
function mayUse(sight: Sight, source: Entity, path: string): boolean {
  if (!sight.path(source, path)) return false;
  let at: Entity | undefined = source;
  for (let steps: readonly string[] = path.split('.'); at && steps.length > 0;) {
    const found = firstField(at, steps);
    if (!found || !sight.access.canRead(found.field)) return false;
    const { target, children, links }: typeof found.field = found.field;
    at = sight.model.entities.get(target ?? children?.entity ?? links?.target ?? '');
    steps = found.rest;
  }
  return true;
}
