/** The fields that can be picked for a query: those of the entity, and those that its look-ups lead to. Pure. */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import type { Label } from '../../metadata/value.js';

export interface FieldChoice {
  readonly path: string;
  /** What each step of the path is called, outermost first. */
  readonly labels: readonly Label[];
  readonly field: Field;
}

/** Look-ups that are followed; more take joins that a dataset seldom wants, and can be written in the text. */
const deepest = 3;
const mostChoices = 600;
/** Who made or changed a record leads to people; their fields are seldom meant. */
const isShallow = (field: Field): boolean => field.system && field.name !== 'owner';

/** Nearer fields first. */
export function fieldChoices(model: Model, entity: string): readonly FieldChoice[] {
  const start = model.entities.get(entity);
  if (!start) return [];
  const found: FieldChoice[] = [];
  let level: readonly { readonly entity: Entity; readonly before: string; readonly labels: readonly Label[]; readonly seen: readonly string[] }[] =
    [{ entity: start, before: '', labels: [], seen: [entity] }];
  for (let depth = 0; depth <= deepest && level.length > 0 && found.length < mostChoices; depth++) {
    const next: (typeof level)[number][] = [];
    for (const { entity: at, before, labels, seen } of level) {
      for (const field of at.fields.values()) {
        if (!isReadable(field) || (depth > 0 && isShallow(field))) continue;
        const path = before + field.name;
        const words = [...labels, field.label];
        found.push({ path, labels: words, field });
        const target = field.target === undefined ? undefined : model.entities.get(field.target);
        if (target && !isShallow(field) && !seen.includes(target.name)) next.push({ entity: target, before: `${path}.`, labels: words, seen: [...seen, target.name] });
      }
    }
    level = next;
  }
  return found.slice(0, mostChoices);
} // prettier-ignore

/** A value of its own that leaves the server. */
const isReadable = (field: Field): boolean =>
  !field.children &&
  !field.links &&
  !field.sealed &&
  !(field.parts && field.parts.length > 0 && field.columns.length === 0);

/** The field at the end of a path. */
export function fieldAt(model: Model, entity: string, path: string): Field | undefined {
  const held = model.entities.get(entity);
  const own = held?.fields.get(path);
  if (own || !held) return own;
  const [head = '', ...rest] = path.split('.');
  const target = held.fields.get(head)?.target;
  return target === undefined || rest.length === 0 ? undefined : fieldAt(model, target, rest.join('.'));
}

/** What a path is called, step by step; the path itself where it leads nowhere. */
export function labelsOf(model: Model, entity: string, path: string): readonly Label[] {
  const held = model.entities.get(entity);
  const own = held?.fields.get(path);
  if (own) return [own.label];
  const [head = '', ...rest] = path.split('.');
  const field = held?.fields.get(head);
  if (field?.target === undefined || rest.length === 0) return [path];
  return [field.label, ...labelsOf(model, field.target, rest.join('.'))];
}

export const isDate = (field: Field | undefined): boolean =>
  field?.valueType === 'date' || field?.valueType === 'datetime';
export const isNumber = (field: Field | undefined): boolean => field?.valueType === 'number';

/** Fields that a new query over an entity shows: what names a record, then the first plain ones. */
export function firstFields(model: Model, entity: string): readonly { readonly path: string }[] {
  const held = model.entities.get(entity);
  if (!held) return [];
  const plain = [...held.fields.values()].filter((field) => isReadable(field) && !field.system && !field.partOf && !bulky.has(field.type.id)); // prettier-ignore
  const names = held.nameFields.filter((path) => fieldAt(model, entity, path));
  return [...new Set([...names, ...plain.map(({ name }) => name)])].slice(0, 6).map((path) => ({ path }));
}

/** Texts without end, and values that are no text. */
const bulky: ReadonlySet<string> = new Set(['longText', 'richText', 'markdown', 'code', 'json']);
