/**
 * A test of a list of links as a condition on the links: `in` is some link to one of these, `notIn` links to none of them,
 * `isNull` no link at all. As with every other value, a record without any is neither in nor not in: the test is unknown.
 */
import type { Model } from '../model/model.js';
import type { Filter, Operand } from '../schema/query.js';
import type { Condition, Inner, ResolvedPath } from './types.js';

type Leaf = Extract<Filter, { field: string }>;

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
  const found: Exists = {
    kind: 'exists',
    negated: leaf.op === 'isNull',
    relation: { name: field.name, entity: entity.name, field: links.own, through: links.other },
    row,
    inner,
    ...(isCount ? {} : { leaf: { kind: 'test', path: { ...path, field: id }, op, value, ...whenEmpty } }),
  };
  return leaf.op === 'notIn' ? { kind: 'not', part: withNone(found) } : found;
}

type Exists = Condition<Operand> & { readonly kind: 'exists' };

const withNone = (condition: Exists): Exists => ({ ...condition, all: { entity: condition.inner.entity, joins: [] } });

/** A condition as it must stand under a `not`: where unknown and false come to the same, one test of the links is enough. */
export function exactly(condition: Condition<Operand>): Condition<Operand> {
  if (condition.kind === 'and' || condition.kind === 'or')
    return { kind: condition.kind, parts: condition.parts.map(exactly) };
  return condition.kind === 'exists' && condition.leaf ? withNone(condition) : condition;
}
