/**
 * Field classes of several roles together: of the roles that let read an entity the most permissive class counts, and
 * `write` counts only from a role that may create or change its records (else the right to change rows of one role and
 * the open fields of another would add up to what neither gave).
 */
import type { Field, Foreign, Model } from '../model/model.js';
import type { FieldClass, RoleDocument } from '../schema/app.js';

type Grant = RoleDocument['grants'][number];

export interface FieldClasses {
  classOf(entity: string, field: string): FieldClass;
}

const order: readonly FieldClass[] = ['hidden', 'mask', 'read', 'write'];
const lower = (a: FieldClass, b: FieldClass): FieldClass => (order.indexOf(a) <= order.indexOf(b) ? a : b);
const higher = (a: FieldClass, b: FieldClass): FieldClass => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** Never hidden where the entity is readable: without them no record can be told from another or be saved. */
const always: ReadonlySet<string> = new Set(['id', 'version']);

/** `readable` are the grants that let read some row. */
export function compileFieldClasses(readable: readonly Grant[], everything: boolean, model: Model): FieldClasses {
  const grants = new Map<string, Grant[]>();
  for (const grant of readable) grants.set(grant.entity, [...(grants.get(grant.entity) ?? []), grant]);
  const classOf = (entity: string, name: string): FieldClass => {
    const field = model.entities.get(entity)?.fields.get(name);
    if (!field) return 'hidden';
    const open = everything ? 'write' : (grants.get(entity) ?? []).reduce((best, grant) => higher(best, granted(grant, field)), 'hidden' as FieldClass); // prettier-ignore
    const own = open === 'write' && field.computed ? 'read' : open;
    return field.foreign ? behind(own, field.foreign, (each) => classOf(each.entity, each.name)) : own;
  };
  return { classOf };
}

/** What reads through look-ups is shown as what it reads, where every look-up on the way may be read. */
function behind(
  own: FieldClass,
  { hops, through, source }: Foreign,
  classOf: (field: Field) => FieldClass,
): FieldClass {
  if (hops.some((hop) => lower(classOf(hop), 'read') !== 'read')) return 'hidden';
  return [...through, source].reduce((least, each) => lower(least, classOf(each)), own);
}

function granted(grant: Grant, field: Field): FieldClass {
  if (always.has(field.name)) return 'read';
  // A part has the class of its composite.
  const named = statedClass(grant, field.partOf?.field ?? field.name);
  return named === 'write' && !mayWrite(grant) ? 'read' : named;
}

/** What a grant says of a field: by its name, else of all that it does not name. */
export function statedClass({ fields, otherwise }: Pick<Grant, 'fields' | 'otherwise'>, name: string): FieldClass {
  return fields && Object.hasOwn(fields, name) ? fields[name]! : (otherwise ?? 'write');
}

function mayWrite({ actions }: Grant): boolean {
  return actions.create === true || (actions.update !== undefined && actions.update !== 'none');
}
