/** A test of a list of links as a condition on the links: `in` is some link to one of these, `notIn` none, `isNull` none at all. */
import type { Model } from '../model/model.js';
import type { Filter, Operand } from '../schema/query.js';
import type { Condition, Inner, ResolvedPath } from './types.js';

type Leaf = Extract<Filter, { field: string }>;

const negated: ReadonlySet<string> = new Set(['notIn', 'isNull']);
const counts: ReadonlySet<string> = new Set(['isNull', 'isNotNull']);

/** Undefined where the model has no such links. The operator and its operand were checked. */
export function linkCondition(leaf: Leaf, path: ResolvedPath, model: Model): Condition<Operand> | undefined {
  const { field, row } = path;
  const { links } = field;
  const entity = links && model.entities.get(links.entity);
  const other = links && entity?.fields.get(links.other);
  const id = model.entities.get(field.entity)?.fields.get('id');
  if (!links || !entity || !other || !id) return undefined;
  const whenEmpty = leaf.whenEmpty ? { whenEmpty: leaf.whenEmpty } : {};
  const value = leaf.value ?? null;
  const op = leaf.op === 'eq' ? 'eq' : 'in';
  const where: Condition<Operand> = {
    kind: 'test',
    path: { text: path.text, hops: [], field: other, row: '' },
    op,
    value,
    ...whenEmpty,
  };
  const isCount = counts.has(leaf.op);
  const inner: Inner<Operand> = { entity, joins: [], ...(isCount ? {} : { where }) };
  return {
    kind: 'exists',
    negated: negated.has(leaf.op),
    relation: { name: field.name, entity: entity.name, field: links.own, through: links.other },
    row,
    inner,
    ...(isCount ? {} : { leaf: { kind: 'test', path: { ...path, field: id }, op, value, ...whenEmpty } }),
  };
}
