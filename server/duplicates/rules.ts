/** Duplicate rules of a release, compiled once; and of these what one person is told by. */
import type { Access } from '../../metadata/access/types.js';
import {
  compileDuplicateRules,
  type DuplicateAlternative,
  type DuplicateRule,
} from '../../metadata/duplicates/compile-rules.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';

const known = new WeakMap<Model, ReadonlyMap<string, readonly DuplicateRule[]>>();

export function duplicateRules(model: Model, entity: Pick<Entity, 'name'>): readonly DuplicateRule[] {
  return allDuplicateRules(model).get(entity.name) ?? [];
}

export function allDuplicateRules(model: Model): ReadonlyMap<string, readonly DuplicateRule[]> {
  const held = known.get(model) ?? compileDuplicateRules(model);
  known.set(model, held);
  return held;
}

/**
 * A rule tells nobody of what they may not read: alternatives over such a field (a masked one is no better) are left out,
 * and a rule whose condition reads one is left out whole.
 */
export function rulesFor(access: Access, rules: readonly DuplicateRule[]): readonly DuplicateRule[] {
  const [first] = rules;
  if (!first || !access.mayEver('read', first.document.entity)) return [];
  const canRead = (field: Field): boolean => access.canRead(field);
  return rules.flatMap((rule) => {
    const alternatives = rule.alternatives.filter(({ all }) => all.every(({ field }) => canRead(field)));
    return alternatives.length > 0 && rule.conditions.every(canRead) ? [{ ...rule, alternatives }] : [];
  });
}

export const fieldsOf = ({ all }: DuplicateAlternative): readonly Field[] => all.map(({ field }) => field);

/** Which fields a form has to ask about as they are left, for one person. */
export function comparedFields(
  { access, release }: { readonly access: Access; readonly release: { readonly model: Model } },
  entity: Entity,
): { readonly duplicates?: readonly string[] } {
  const rules = rulesFor(access, duplicateRules(release.model, entity)).filter(({ document }) =>
    document.on.some((moment) => moment !== 'import'),
  );
  const names = [...fieldsRead(rules)].map((field) => field.partOf?.field ?? field.name);
  return names.length > 0 ? { duplicates: [...new Set(names)] } : {};
}

/** Fields that any alternative or condition of the rules reads. */
export const fieldsRead = (rules: readonly DuplicateRule[]): ReadonlySet<Field> =>
  new Set(rules.flatMap((rule) => [...rule.alternatives.flatMap(fieldsOf), ...rule.conditions]));
