/**
 * Which field of an entity each column of a file is likely to fill: by what the two are called, then by what the column
 * holds. A proposal that a person sees and changes; a field is proposed once. Pure.
 */
import type { Entity, Field, Model } from '../../model/model.js';
import { languages, labelText } from '../../value.js';
import type { ColumnProfile } from './column-profile.js';
import { hintOf } from './label-words.js';

/** A field that a file can fill; of a look-up also by which fields of its target a record is found. */
export interface FillableField {
  /** Path in an import map without the key of a look-up: `amount`, `address.city`, `customer`. */
  readonly path: string;
  readonly field: Field;
  /** Names of fields of the target, the best first; empty for what is no look-up. */
  readonly keys: readonly string[];
  /** Records are called by it. */
  readonly isTitle: boolean;
}

export interface ColumnMatch {
  readonly path: string;
  readonly key?: string;
  /** How numbers and days are written: as in a column of an import map. */
  readonly format?: string;
}

export interface MatchInput {
  readonly fields: readonly FillableField[];
  readonly columns: readonly MatchColumn[];
}

export interface MatchColumn extends ColumnProfile {
  /** Records whose names the column holds. */
  readonly lookup?: { readonly entity: string; readonly field: string };
}

/** Fields of the entity that a file can fill and this person may write; those of a form first come as the entity has them. */
export function fillableFields(entity: Entity, model: Model, canWrite: (field: Field) => boolean): readonly FillableField[] {
  return [...entity.fields.values()].flatMap((field): readonly FillableField[] => {
    if (field.computed || field.children || field.parts || field.targets || field.position || field.sealed) return [];
    if (field.links?.inverse === true || !canWrite(field)) return [];
    const target = field.target ?? field.links?.target;
    if (target !== undefined) {
      const keys = keysOf(model.entities.get(target));
      return keys.length === 0 ? [] : [{ path: field.name, field, keys, isTitle: false }];
    }
    if (field.columns.length === 0 || (!field.type.parseText && field.valueType !== 'text')) return [];
    return [{ path: field.name, field, keys: [], isTitle: field.name === entity.document.nameExpression.trim() }];
  });
} // prettier-ignore

/** Fields that tell one record of the target from another: what it is called by, then keys and numbers of its own. */
function keysOf(target: Entity | undefined): readonly string[] {
  if (!target) return [];
  const name = target.document.nameExpression.trim();
  const all = [...target.fields.values()].filter(({ columns, dictionary, valueType, type, foreign, parts, sealed }) => columns.length > 0 && dictionary === undefined && !foreign && !parts && !sealed && (valueType === 'text' || type.id === 'integer')); // prettier-ignore
  const isKey = ({ document, type }: Field): boolean => document.importKey === true || document.unique === true || type.id === 'autonumber' || type.id === 'email'; // prettier-ignore
  const named = all.filter((field) => field.name === name);
  return [...named, ...all.filter((field) => field.name !== name && isKey(field))].map((field) => field.name);
}

const leastScore = 50;

/** One entry per column; undefined: nothing fits, it is left out. */
export function matchFields({ fields, columns }: MatchInput): readonly (ColumnMatch | undefined)[] {
  const pairs = columns.flatMap((column, at) => fields.map((fillable) => ({ at, fillable, score: scoreOf(column, fillable, fields) }))); // prettier-ignore
  const sorted = pairs.filter(({ score }) => score >= leastScore).sort((a, b) => b.score - a.score || a.at - b.at);
  const found: (ColumnMatch | undefined)[] = columns.map(() => undefined);
  const used = new Set<string>();
  for (const { at, fillable } of sorted) {
    if (found[at] || used.has(fillable.path)) continue;
    used.add(fillable.path);
    found[at] = matchOf(columns[at]!, fillable);
  }
  return found;
}

/** How a column would fill a field that a person chose. */
export function matchOf(column: MatchColumn, { path, field, keys }: FillableField): ColumnMatch {
  const key = keyFor(column, field, keys);
  const format = key === undefined ? formatFor(column, field.type.id) : undefined;
  return { path, ...(key === undefined ? {} : { key }), ...(format === undefined ? {} : { format }) };
}

/** The key whose values were found, else the one that the head names ("customer code"), else the best. */
function keyFor(column: MatchColumn, field: Field, keys: readonly string[]): string | undefined {
  const target = field.target ?? field.links?.target;
  if (column.lookup && column.lookup.entity === target && keys.includes(column.lookup.field)) return column.lookup.field; // prettier-ignore
  const head = fold(column.head);
  return keys.find((key) => head.endsWith(fold(key))) ?? keys[0];
}

/** The way of writing that fits most cells of the column. */
function formatFor({ fits }: MatchColumn, type: string): string | undefined {
  const best = fits.filter((fit) => fit.type === type).reduce<(typeof fits)[number] | undefined>((held, fit) => (held && held.count >= fit.count ? held : fit), undefined); // prettier-ignore
  return best?.format === 'en' && type !== 'date' && type !== 'datetime' ? undefined : best?.format;
}

/** Letters and figures alone: `E-mail address`, `email_address` and `EmailAddress` are one. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function scoreOf(column: MatchColumn, fillable: FillableField, fields: readonly FillableField[]): number {
  const named = nameScore(column.head, fillable);
  const { field, isTitle } = fillable;
  const target = field.target ?? field.links?.target;
  if (target !== undefined && column.lookup?.entity === target) return named + 40;
  if (column.filled === 0) return named;
  const fit = Math.max(0, ...column.fits.filter(({ type }) => type === field.type.id).map(({ count }) => count)) / column.filled; // prettier-ignore
  const isTyped = column.fits.some(({ type }) => type === field.type.id);
  // A column called so whose cells are something else is proposed all the same: what is wrong is seen in its cells.
  if (named >= 60) return named + fit * 10;
  const alone = fields.filter((each) => each.field.type.id === field.type.id).length === 1;
  if (isTitle && hintOf(column.head) === 'title') return Math.max(named, 55);
  const isSpecial = field.type.id === 'email' || field.type.id === 'url' || field.type.id === 'phone';
  const isHinted = hintOf(column.head) === field.type.id;
  if (isSpecial && alone && fit >= 0.8 && (isHinted || field.type.id === 'email')) return 50 + named / 10;
  if (isTyped && fit >= 0.8 && sharesWord(column.head, field)) return Math.max(named, leastScore);
  return isTyped && fit < 0.5 ? named / 2 : named;
}

/** `Order date` and `Ordered on`: words that begin alike. */
function sharesWord(head: string, { name, label }: Field): boolean {
  const words = (text: string) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}]+/u).filter((word) => word.length >= 4); // prettier-ignore
  const own = [name, ...languages.map((language) => labelText(label, language, name))].flatMap(words);
  return words(head).some((word) => own.some((other) => other.slice(0, 4) === word.slice(0, 4)));
}

/** 100: the same name; 60 and less: one within the other. */
function nameScore(head: string, { path, field, keys }: FillableField): number {
  const wanted = fold(head);
  if (wanted === '') return 0;
  const names = namesOf(path, field);
  if (names.includes(wanted)) return 100;
  if (keys.some((key) => names.some((name) => wanted === name + fold(key)))) return 90;
  const within = names.filter((name) => shortest(name, wanted) >= 2 && (wanted.includes(name) || name.includes(wanted))); // prettier-ignore
  return Math.max(
    0,
    ...within.map((name) => 30 + 30 * (shortest(name, wanted) / Math.max(name.length, wanted.length))),
  );
}

const shortest = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  // A Han sign says as much as some Latin letters.
  return /\p{Script=Han}/u.test(a) ? length : length - 1;
};

/** The name, and the label in every language; of a part with and without its whole. */
function namesOf(path: string, { label, name, partOf }: Field): readonly string[] {
  const labels = languages.map((language) => labelText(label, language, name));
  return [...new Set([path, ...(partOf ? [partOf.part] : []), ...labels].map(fold))].filter((text) => text !== '');
}
