/** rule: what is asked of records beyond their fields. One type so far: `duplicate`, records that may be one and the same. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, ItemId, Name, oneOf, Path } from './common.js';
import { FilterSchema } from './query.js';

/** How a value is read before it is compared (metadata/duplicates/normalise.ts). */
export const normalisers = ['exact', 'text', 'company', 'person', 'email', 'phone', 'domain'] as const;
export type Normaliser = (typeof normalisers)[number];

/** Those whose values may also resemble one another. */
export const similarNormalisers: readonly Normaliser[] = ['text', 'company', 'person'];

export const ruleMoments = ['create', 'update', 'import'] as const;
export type RuleMoment = (typeof ruleMoments)[number];

export const ComparisonSchema = closed({
  /** A stored field of the entity, or a part of one: `address.city`. A look-up is compared by the record it points to. */
  path: Path,
  normalise: oneOf(normalisers),
  /**
   * How alike two values must be, 1 (and when absent): the same once they are read. Only with `text`, `company` and
   * `person`; measured as in metadata/duplicates/similarity.ts.
   */
  similarity: Type.Optional(Type.Number({ minimum: 0.5, maximum: 1 })),
});
export type Comparison = Static<typeof ComparisonSchema>;

/**
 * Two records are duplicates when all comparisons of one of the alternatives agree; an empty value agrees with none.
 *
 *     { "kind": "rule", "name": "customer_duplicates", "type": "duplicate", "entity": "customer",
 *       "match": [ { "id": "m1", "all": [ { "path": "name", "normalise": "company", "similarity": 0.9 } ] },
 *                  { "id": "m2", "all": [ { "path": "phone", "normalise": "phone" } ] } ],
 *       "on": ["create", "update", "import"], "action": "warn" }
 */
export const RuleSchema = document('rule', 1, {
  type: Type.Literal('duplicate'),
  entity: Name,
  match: Type.Array(closed({ id: ItemId, all: Type.Array(ComparisonSchema, { minItems: 1, maxItems: 5 }) }), {
    minItems: 1,
    maxItems: 10,
  }),
  /** Records that the rule is about, of both sides; it may speak of stored fields of the record itself. All when absent. */
  where: Type.Optional(FilterSchema),
  on: Type.Array(oneOf(ruleMoments), { minItems: 1, uniqueItems: true }),
  /** `warn`: saved once the person has seen them; `block`: refused. Both tell only of records that the person may see. */
  action: oneOf(['warn', 'block']),
  /** False keeps the rule without effect. */
  active: Type.Optional(Type.Boolean({ default: true })),
});
export type RuleDocument = Static<typeof RuleSchema>;
