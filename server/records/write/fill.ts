/** What the platform adds to a draft: defaults, owner, generated numbers, times and authors, stored formulas. */
import type { Field } from '../../../metadata/model/model.js';
import { constantDefault, fit } from '../../../metadata/rules/defaults.js';
import type { Value } from '../../../metadata/value.js';
import type { Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { placeDraft } from './positions.js';
import { emptyRollUp } from './roll-ups.js';
import type { Surroundings } from './surroundings.js';
import { authorOf } from './trail.js';
import type { Write } from './write.js';

/** Fields that neither the body nor anything before has set, of a new record. Expressions see what is filled so far. */
export function applyDefaults(write: Write, draft: Draft, surroundings: Surroundings): void {
  if (draft.action !== 'create') return;
  const { principal, release, registries } = write.context;
  const { defaults } = rulesOf(release.model, draft.entity, registries.function);
  for (const field of draft.entity.fields.values()) {
    if (Object.hasOwn(draft.values, field.name) || field.columns.length === 0) continue;
    const expression = defaults.get(field.name);
    const value = expression
      ? fit(field, surroundings.evaluate(draft, expression))
      : field.rollUp
        ? emptyRollUp(field)
        : constantDefault(field);
    draft.values[field.name] = accepted(write, field, value);
  }
  if (principal.kind !== 'user') return;
  if (draft.entity.owner === 'user') draft.values['owner'] ??= principal.id;
  if (draft.entity.owner === 'department') draft.values['department'] ??= principal.department;
}

/** What the type's server half makes of it, as of a value that a body carries. */
function accepted(write: Write, field: Field, value: Value): Value {
  const accept = value === null ? undefined : write.context.fieldServers?.find(field.type.id)?.accept;
  const made = accept?.(value, field);
  return made ? ('value' in made ? made.value : null) : value;
}

/** Numbers given at creation, one record after the other, inside the transaction. */
export async function generate(write: Write, draft: Draft): Promise<void> {
  await placeDraft(write, draft);
  if (draft.action !== 'create') return;
  for (const field of draft.entity.fields.values()) {
    if (!field.type.generated || field.system || (draft.values[field.name] ?? null) !== null) continue;
    const server = write.context.fieldServers?.find(field.type.id);
    if (server?.generate) draft.values[field.name] = await server.generate(write.context, write.transaction, field);
  }
}

/** What `stamp` sets of a row that exists. */
export const stamps = ['version', 'updated_at', 'updated_by'];

/** Id, version, times and authors. What a system import states itself stands. */
export function stamp(write: Write, draft: Draft): void {
  const { values } = draft;
  const by = authorOf(write.context);
  if (draft.action === 'create') {
    values['id'] = draft.id;
    values['version'] = 1;
    values['created_at'] ??= write.now;
    values['created_by'] ??= by;
    values['updated_at'] ??= values['created_at'];
    values['updated_by'] ??= values['created_by'];
    return;
  }
  values['version'] = draft.before!.version + 1;
  values['updated_at'] = write.now;
  values['updated_by'] = by;
}

export function applyFormulas(write: Write, draft: Draft, surroundings: Surroundings): void {
  for (const field of draft.entity.fields.values()) {
    if (field.formula?.stored) draft.values[field.name] = surroundings.read(draft, [field.name]);
  }
}
