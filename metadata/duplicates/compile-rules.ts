/**
 * Duplicate rules made ready for one entity: alternatives with their fields, the keys a record is found by, and whether two
 * records agree. Pure; kept by whoever holds the release.
 *
 *   values -> normalised -> keys      one for what must be the same, others for what must only be alike
 *   two records that share a key -> agree?
 *
 * Records that share no key are never compared. Of a comparison by similarity the keys are the whole text, its beginning
 * and its end: two that differ at both ends are not found, however alike they are.
 */
import type { Entity, Field, Model } from '../model/model.js';
import { firstField } from '../model/parts.js';
import type { Comparison, RuleDocument } from '../schema/rule.js';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';
import { normalise } from './normalise.js';
import { similarity } from './similarity.js';

export interface DuplicateComparison {
  readonly field: Field;
  readonly by: Comparison['normalise'];
  /** 1: the same. */
  readonly least: number;
}

export interface DuplicateAlternative {
  readonly id: string;
  readonly all: readonly DuplicateComparison[];
}

export interface DuplicateRule {
  readonly document: RuleDocument;
  readonly alternatives: readonly DuplicateAlternative[];
  /** Fields that the rule's condition reads. */
  readonly conditions: readonly Field[];
}

/** Active rules of each entity; a rule that does not fit the model (which publish refuses) is left out. */
export function compileDuplicateRules(model: Model): ReadonlyMap<string, readonly DuplicateRule[]> {
  const found = new Map<string, DuplicateRule[]>();
  for (const document of model.list('rule')) {
    const entity = model.entities.get(document.entity);
    if (!entity || document.active === false) continue;
    const alternatives = document.match.map(({ id, all }) => ({
      id,
      all: all.flatMap(({ path, normalise: by, similarity: least = 1 }) => {
        const field = comparableField(entity, path);
        return field ? [{ field, by, least }] : [];
      }),
    }));
    const conditions = document.where ? conditionPaths(document.where) : [];
    const fields = conditions.map((path) => comparableField(entity, path));
    const isSound = alternatives.every(({ all }, i) => all.length === document.match[i]!.all.length);
    if (!isSound || !fields.every((field) => field !== undefined)) continue;
    const rule = { document, alternatives, conditions: fields };
    found.set(entity.name, [...(found.get(entity.name) ?? []), rule]);
  }
  return found;
}

/** A field whose own column holds one value; undefined for everything that reads elsewhere or is computed. */
export function comparableField(entity: Entity, path: string): Field | undefined {
  const found = firstField(entity, path.split('.'));
  if (!found || found.rest.length > 0) return undefined;
  const { field } = found;
  const isStored = field.columns.length > 0 && !field.formula && !field.rollUp && !field.sealed && !field.system;
  return isStored && field.valueType !== 'list' && field.valueType !== 'json' ? field : undefined;
}

/** What a condition reads of the record; a list, a segment or whoever asks reads as a path that no field has. */
export function conditionPaths(filter: Filter): readonly string[] {
  if ('and' in filter) return filter.and.flatMap(conditionPaths);
  if ('or' in filter) return filter.or.flatMap(conditionPaths);
  if ('not' in filter) return conditionPaths(filter.not);
  return 'field' in filter ? [filter.field] : [''];
}

export type ReadValue = (field: Field) => Value;

/** Keys of one alternative for one record; empty where a value is missing. */
export interface RecordKeys {
  /** The same in every record that agrees in all that must be the same. */
  readonly same: string;
  /** Only of comparisons by similarity: shared by records that may be alike. */
  readonly alike: readonly string[];
}

const separator = '\u001f';
/** Letters of a beginning or an end; scripts without spaces say more with each. */
const lettersOf = (text: string): number => (/^[\u2e80-\u{3ffff}]/u.test(text) ? 3 : 5);

export function keysOf({ all }: DuplicateAlternative, read: ReadValue): RecordKeys | undefined {
  const fixed: string[] = [];
  let like: string | undefined;
  for (const { field, by, least } of all) {
    const value = normalise(read(field), by);
    if (value === null) return undefined;
    // The first that may differ gives the keys of what is alike; further ones are only compared.
    if (least === 1) fixed.push(by === 'phone' ? value.slice(value.indexOf(' ') + 1) : value);
    else like ??= value;
  }
  const base = fixed.join(separator);
  if (like === undefined) return { same: `=${base}`, alike: [] };
  const letters = Array.from(like);
  const size = lettersOf(like);
  const [begin, end] = [letters.slice(0, size), letters.slice(-size)].map((part) => part.join(''));
  return {
    same: `=${[base, like].join(separator)}`,
    alike: [`<${[base, begin].join(separator)}`, `>${[base, end].join(separator)}`],
  };
}

/** How well two records agree in all comparisons, the least of them; undefined: they do not. */
export function agreement({ all }: DuplicateAlternative, a: ReadValue, b: ReadValue): number | undefined {
  let worst = 1;
  for (const { field, by, least } of all) {
    const [left, right] = [normalise(a(field), by), normalise(b(field), by)];
    if (left === null || right === null) return undefined;
    const score = by === 'phone' ? sameNumber(left, right) : least === 1 ? Number(left === right) : similarity(left, right); // prettier-ignore
    if (score < least) return undefined;
    worst = Math.min(worst, score);
  }
  return worst;
}

/** The same national number, in the same country as far as both name one. */
function sameNumber(a: string, b: string): number {
  const [[left, x], [right, y]] = [a.split(' '), b.split(' ')] as [[string, string], [string, string]];
  return Number(x === y && (left === right || left === '' || right === ''));
}

/** Changes whenever keys of a rule would be others: kept with those that were built. */
export function ruleSignature({ document, alternatives }: DuplicateRule): string {
  const parts = alternatives.map(({ id, all }) => [id, all.map(({ field, by, least }) => [field.id, by, least === 1])]);
  return JSON.stringify([keysVersion, document.entity, parts]);
}

/** Of how values become keys: another one has all of them built anew. */
const keysVersion = 1;
