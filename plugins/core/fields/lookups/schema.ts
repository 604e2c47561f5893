/**
 * Any number of records of another entity: a plain n-n relation. The value of a body is the whole set, as ids; answers give
 * `{id,label}` in the order in which they were added. The links are rows of a hidden entity (metadata/model/links.ts);
 * links with fields of their own are an entity with two owning look-ups instead.
 */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import type { Model } from '../../../../metadata/model/model.js';
import { linkName, longestLinkName } from '../../../../metadata/model/links.js';
import { closed, LabelSchema, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { FilterSchema, type Filter } from '../../../../metadata/schema/query.js';
import type { Label } from '../../../../metadata/value.js';
import { problem, say } from '../../../../metadata/words.js';
import { kindOf, nullTests, option, read, wrong } from '../reading.js';
import { idSchema, readId, referenceSchema } from '../relation-values.js';
import strings from './strings.json' with { type: 'json' };

/** Records of one set: more are an entity of their own. */
const most = 1000;

const options = closed({
  /** The entity whose records are linked. */
  target: Name,
  /** Only these records may be linked; values may be read from the record: `{"expr":"record.country"}`. */
  filter: Type.Optional(FilterSchema),
  /** The field of the target that shows the same links; it is made by this, not stated there. */
  inverse: Type.Optional(closed({ field: Name, label: Type.Optional(LabelSchema) })),
});

type Inverse = { readonly field: string; readonly label?: Label };
const targetOf = (field: FieldDocument): string => option(field, 'target', '');
const inverseOf = (field: FieldDocument) => option<Inverse | undefined>(field, 'inverse', undefined);

function check(field: FieldDocument, model: Model) {
  const target = model.entities.get(targetOf(field));
  if (!target || target.link) {
    const words = say`There is no entity "${{ entity: targetOf(field) }}". Choose one that exists, or add it first.`;
    return [problem('/options/target', 'UNKNOWN_ENTITY', words)];
  }
  const problems = [];
  const owner = [...model.entities.values()].find((entity) => entity.document.fields.includes(field));
  const name = owner && linkName(owner.name, field.name);
  if (name !== undefined && !model.entities.get(name)?.link) {
    const words = say`The links of "${{ field: field.name }}" would be kept as "${{ name }}", which is an entity already: choose another name.`;
    problems.push(problem('/name', 'NAME_TAKEN', words));
  }
  if (name !== undefined && name.length > longestLinkName) {
    const longest = longestLinkName - (owner?.name.length ?? 0) - 1;
    const words = say`"${{ name }}" is too long for a table: shorten the name of the field to at most ${{ most: longest }} characters.`;
    problems.push(problem('/name', 'NAME_TOO_LONG', words));
  }
  const inverse = inverseOf(field);
  if (inverse && !target.fields.get(inverse.field)?.links?.inverse) {
    const words = say`"${{ entity: target.name }}" has a field "${{ field: inverse.field }}" already. Choose another name for the inverse.`;
    problems.push(problem('/options/inverse/field', 'NAME_TAKEN', words));
  }
  return problems;
}

export const definition: FieldType = {
  id: 'lookups',
  label: strings.label,
  icon: 'link',
  options,
  valueType: () => 'list',
  columns: () => [],
  operators: () => ['eq', 'in', 'notIn', ...nullTests],
  jsonSchema: (_field, direction) => ({
    type: 'array',
    items: direction === 'write' ? idSchema : referenceSchema('read'),
    ...(direction === 'write' ? { maxItems: most } : {}),
  }),
  parse(input) {
    if (!Array.isArray(input))
      return wrong('WRONG_TYPE', say`This must be a list of ids of records, not ${{ kind: kindOf(input) }}.`);
    if (input.length > most)
      return wrong('TOO_MANY', say`At most ${{ most }} records can be linked; this list has more.`);
    for (const item of input) {
      const parsed = readId(item);
      if ('code' in parsed) return parsed;
    }
    return read([...new Set(input as string[])]);
  },
  parseText(text, field) {
    const parts = text.split(/[;|]/).map((part) => part.trim()); // prettier-ignore
    return definition.parse(parts.filter((part) => part !== ''), field); // prettier-ignore
  },
  format: (value) => (Array.isArray(value) ? value.join('; ') : String(value)),
  links: (field) => {
    const inverse = inverseOf(field);
    return { target: targetOf(field), ...(inverse ? { inverse } : {}) };
  },
  optionFilter: (field) => option<Filter | undefined>(field, 'filter', undefined),
  check,
};
