/** Findings about a duplicate rule that its schema cannot say: what is compared must be stored with the record, and fit. */
import type { Field, Model } from '../model/model.js';
import { similarNormalisers, type Comparison, type RuleDocument } from '../schema/rule.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { comparableField, conditionPaths } from './compile-rules.js';

/** Paths are JSON pointers into the rule. */
export function checkRule(rule: RuleDocument, model: Model): readonly Problem[] {
  const entity = model.entities.get(rule.entity);
  if (!entity) return [];
  const comparisons = rule.match.flatMap(({ all }, i) =>
    all.flatMap((comparison, j) => {
      const at = `/match/${i}/all/${j}`;
      const { path } = comparison;
      const field = comparableField(entity, path);
      // A path that leads nowhere is told by its place.
      if (!field && !isKnown(entity.fields, path)) return [];
      return field ? checkComparison(comparison, field, at) : [problem(`${at}/path`, 'NOT_STORED', notOwn(path))];
    }),
  );
  const conditions = rule.where ? conditionPaths(rule.where) : [];
  const blind = conditions.some((path) => path === '' || path.includes('.') || !comparableField(entity, path));
  const isOther = conditions.some((path) => path === '' || isKnown(entity.fields, path));
  if (!blind || !isOther) return comparisons;
  const words =
    'The condition of a duplicate rule may test stored fields of the record itself, nothing that is computed or read through others.';
  return [...comparisons, problem('/where', 'NOT_STORED', words)];
}

const isKnown = (fields: ReadonlyMap<string, Field>, path: string): boolean => fields.has(path.split('.')[0]!);

const notOwn = (path: string) =>
  say`"${{ path }}" is no single value that is stored with the record: compare a field of its own.`;

const texts: ReadonlySet<string> = new Set(['text']);

function checkComparison({ path, normalise, similarity }: Comparison, field: Field, at: string): readonly Problem[] {
  if (normalise !== 'exact' && (!texts.has(field.valueType) || field.dictionary !== undefined)) {
    const words = say`"${{ path }}" is no text: compare it with "exact".`;
    return [problem(`${at}/normalise`, 'NORMALISER_NOT_FITTING', words)];
  }
  if (similarity === undefined || similarity === 1 || similarNormalisers.includes(normalise)) return [];
  const words = say`What is read as "${{ normalise }}" is the same or not: take "similarity" out.`;
  return [problem(`${at}/similarity`, 'SIMILARITY_NOT_FITTING', words)];
}
