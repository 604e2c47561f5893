/** What the canvas of a duplicate rule changes: alternatives and their comparisons, when it is asked, what follows. Pure. */
import { readItem } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Field } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { normalisers, ruleMoments, similarNormalisers, type Comparison, type Normaliser, type RuleMoment } from '../../metadata/schema/rule.js'; // prettier-ignore
import { isObject } from '../json/schema-walk.js';
import { addOperation, setOperation } from '../session/set-value.js';

/** As many as the schema takes. */
export const mostAlternatives = 10;
export const mostComparisons = 5;

const none: Operation = { op: 'group', operations: [] };

export interface ShownAlternative {
  readonly id: string;
  readonly all: readonly Comparison[];
}

/** The alternatives that can be read. */
export function alternativesOf(document: unknown): readonly ShownAlternative[] {
  const match = isObject(document) && Array.isArray(document['match']) ? document['match'].filter(isObject) : [];
  return match.flatMap(({ id, all }) => (typeof id === 'string' && Array.isArray(all) ? [{ id, all: all.filter(isObject) as unknown as Comparison[] }] : [])); // prettier-ignore
}

/** How the values of a field may be read: only texts in other ways than exactly. */
export const normalisersOf = (field: Field | undefined): readonly Normaliser[] =>
  field?.valueType === 'text' && field.dictionary === undefined ? normalisers : ['exact'];

const usual: Readonly<Record<string, Normaliser>> = { email: 'email', phone: 'phone', url: 'domain' };
export const usualNormaliser = (field: Field | undefined): Normaliser =>
  normalisersOf(field).length === 1 ? 'exact' : (usual[field!.type.id] ?? 'text');

export const isSimilar = (normaliser: Normaliser): boolean => similarNormalisers.includes(normaliser);

const allOf = (document: unknown, id: string): readonly Comparison[] =>
  alternativesOf(document).find((each) => each.id === id)?.all ?? [];
const setAll = (document: unknown, id: string, all: readonly Comparison[]): Operation =>
  setOperation(document, ['match', { id }, 'all'], all);

export function addAlternative(document: unknown, comparison: Comparison): Operation {
  const held = alternativesOf(document);
  if (held.length >= mostAlternatives) return none;
  const taken = new Set(held.map(({ id }) => id));
  let number = held.length + 1;
  while (taken.has(`m${number}`)) number++;
  return addOperation(document, ['match'], { id: `m${number}`, all: [comparison] });
}

/** One stays: a rule that compares nothing is none. */
export const removeAlternative = (document: unknown, id: string): Operation =>
  alternativesOf(document).length > 1 && readItem(document, ['match', { id }]) !== undefined
    ? { op: 'remove', path: ['match', { id }] }
    : none;

export function addComparison(document: unknown, id: string, comparison: Comparison): Operation {
  const all = allOf(document, id);
  return all.length === 0 || all.length >= mostComparisons ? none : setAll(document, id, [...all, comparison]);
}

/** With its last comparison an alternative goes, where there is another. */
export function removeComparison(document: unknown, id: string, index: number): Operation {
  const all = allOf(document, id);
  if (all[index] === undefined) return none;
  return all.length === 1 ? removeAlternative(document, id) : setAll(document, id, all.toSpliced(index, 1));
}

/** What is read in a way that is the same or not has no likeness. */
export function setComparison(document: unknown, id: string, index: number, change: Partial<Comparison>): Operation {
  const all = allOf(document, id);
  const held = all[index];
  if (!held) return none;
  const { similarity, ...rest } = { ...held, ...change };
  const isKept = similarity !== undefined && similarity < 1 && isSimilar(rest.normalise);
  const next: Comparison = isKept ? { ...rest, similarity } : rest;
  return JSON.stringify(next) === JSON.stringify(held) ? none : setAll(document, id, all.toSpliced(index, 1, next));
}

export function setWhere(document: unknown, where: Filter | undefined): Operation {
  const isAll = where === undefined || ('and' in where && where.and.length === 0);
  return setOperation(document, ['where'], isAll ? undefined : where);
}

export function momentsOf(document: unknown): readonly RuleMoment[] {
  const on = isObject(document) && Array.isArray(document['on']) ? document['on'] : [];
  return ruleMoments.filter((each) => on.includes(each));
}

/** One moment stays: to switch it off there is `active`. */
export function setMoment(document: unknown, moment: RuleMoment, isOn: boolean): Operation {
  const held = momentsOf(document);
  const next = ruleMoments.filter((each) => (each === moment ? isOn : held.includes(each)));
  return next.length === 0 || next.length === held.length ? none : setOperation(document, ['on'], next);
}

export const setAction = (document: unknown, action: 'warn' | 'block'): Operation => setOperation(document, ['action'], action); // prettier-ignore
/** Absent is on, and absent is left out of the document. */
export const setActive = (document: unknown, isActive: boolean): Operation =>
  setOperation(document, ['active'], isActive ? undefined : false);
