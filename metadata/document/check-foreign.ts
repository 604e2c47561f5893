/**
 * Whether a field that reads through look-ups leads to one value of one record: not to a list, to parts, to what never leaves
 * the server, or back to itself. A step that is not there is told by the path's place (sites-data.ts).
 */
import type { Registries } from '../contributions.js';
import type { Entity, Field, Model } from '../model/model.js';
import { firstField } from '../model/parts.js';
import type { FieldDocument } from '../schema/entity.js';
import type { Problem, Words } from '../value.js';
import { say } from '../words.js';

/** Records that the fields of one entity may read from in all: every list and every record joins them. */
const mostRecords = 12;

interface Known {
  readonly model: Model;
  readonly types: Registries['field'];
}

interface Fault extends Words {
  readonly code: string;
}

/** Why a path cannot be read; undefined where it can, and where a step is not there at all (which is told by its place). */
function faultOf({ model, types }: Known, start: Entity, path: string, outer: readonly string[]): Fault | undefined {
  let at: Entity | undefined = start;
  let names: readonly string[] = path.split('.');
  if (names.length === 1 && at.fields.get(path)?.foreign === undefined)
    return {
      code: 'FOREIGN_PATH',
      ...say`"${{ path }}" is a field of the record itself: begin with a look-up, like customer.name.`,
    };
  while (at) {
    const name = names[0]!;
    const found = firstField(at, names);
    if (!found) return brokenField({ model, types }, at, name, outer);
    const { field, rest } = found;
    if (rest.length === 0) return endFault(model, field, path);
    if (field.children || field.links || (!field.target && at.relations.has(name)))
      return {
        code: 'FOREIGN_LIST',
        ...say`"${{ name }}" in "${{ path }}" is a list of records: choose one value by a roll-up.`,
      };
    at = model.entities.get(field.target ?? '');
    names = rest;
  }
  return undefined;
}

/** A field that the model left out because it cannot be read either: perhaps it waits for the one in question. */
function brokenField(known: Known, entity: Entity, name: string, outer: readonly string[]): Fault | undefined {
  const document = entity.document.fields.find((each) => each.name === name && !each.archived);
  if (entity.relations.has(name))
    return { code: 'FOREIGN_LIST', ...say`"${{ name }}" is a list of records: choose one value by a roll-up.` };
  const path = document && known.types.find(document.type)?.foreign?.(document);
  if (path === undefined) return undefined;
  const key = `${entity.name}.${name}`;
  if (outer.includes(key))
    return {
      code: 'FOREIGN_CIRCLE',
      ...say`The field needs its own value, through "${{ key }}": choose another path.`,
    };
  const inner = faultOf(known, entity, path, [...outer, key]);
  return inner?.code === 'FOREIGN_CIRCLE' ? inner : undefined;
}

function endFault(model: Model, field: Field, path: string): Fault | undefined {
  if (field.children || field.links)
    return { code: 'FOREIGN_LIST', ...say`"${{ path }}" ends at a list of records: choose one value by a roll-up.` };
  const whole = field.partOf && model.entities.get(field.entity)?.fields.get(field.partOf.field);
  if (field.targets || whole?.targets)
    return {
      code: 'FOREIGN_LINK',
      ...say`"${{ path }}" is a link to any record: it can be read only with its own record.`,
    };
  if (field.parts)
    return {
      code: 'FOREIGN_PART',
      ...say`"${{ field: path }}" is made of parts: name one, like "${{ example: `${path}.${field.parts[0]?.partOf?.part ?? ''}` }}".`,
    };
  return field.sealed
    ? { code: 'FOREIGN_SEALED', ...say`"${{ path }}" never leaves the server: choose another field.` }
    : undefined;
}

/** Keys that say how a value is stored or written; nothing of it is. */
const unused = ['required', 'requiredIf', 'createOnly', 'default', 'searchable', 'sortable', 'importKey', 'validIf', 'optionsIf'] as const; // prettier-ignore

/** Findings about a field of `entity` whose type reads through look-ups; paths are relative to the field. */
export function checkForeign(
  field: FieldDocument,
  entity: string,
  model: Model,
  types: Registries['field'],
): readonly Problem[] {
  const path = types.find(field.type)?.foreign?.(field);
  const owner = model.entities.get(entity);
  if (path === undefined || !owner) return [];
  const keys = unused
    .filter((key) => field[key] !== undefined && field[key] !== false)
    .map((key) => ({
      path: `/${key}`,
      code: 'NOT_STORED',
      ...say`"${{ field: field.name }}" is only read: "${{ key }}" has no meaning here. Take it out.`,
    }));
  const fault = faultOf({ model, types }, owner, path, [`${owner.name}.${field.name}`]);
  if (fault) return [...keys, { path: '/options/path', ...fault }];
  const records = new Set(
    [...owner.fields.values()].flatMap(({ foreign }) =>
      (foreign?.hops ?? []).map((_, index, hops) => hops.slice(0, index + 1).map((hop) => hop.name).join('.')),
    ),
  ); // prettier-ignore
  if (records.size <= mostRecords) return keys;
  const words = say`The fields of "${{ entity: owner.name }}" read from ${{ count: records.size }} other records; ${{ most: mostRecords }} are the most. Shorten a path.`;
  return [...keys, { path: '/options/path', code: 'FOREIGN_TOO_MANY', ...words }];
}
