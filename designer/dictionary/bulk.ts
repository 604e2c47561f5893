/**
 * Many values at once, as they are copied from a sheet or written one per line. Pure.
 *
 *   text -> lines -> columns (label | code, label | code, label, parent) -> new values, new labels, what is refused
 */
import type { Label, Language } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';
import { nextItemId } from '../json/smallest-value.js';
import { nameFrom } from '../session/smallest-document.js';

export interface DictionaryValue {
  readonly id: string;
  readonly code: string;
  readonly label: Label;
  readonly colour?: string;
  readonly active?: boolean;
  readonly parent?: string;
}

/** Why a line is not taken: it says nothing, its code is too long, or stands in the text twice. */
export type Refusal = 'empty' | 'long' | 'twice';

export interface BulkResult {
  readonly values: readonly DictionaryValue[];
  readonly added: readonly string[];
  /** Codes that were there and get another label or place. */
  readonly changed: readonly string[];
  /** `line` counts from 1. */
  readonly refused: readonly { readonly line: number; readonly text: string; readonly why: Refusal }[];
}

const longestCode = 60;
const heads: ReadonlySet<string> = new Set(['code', 'label', 'name', 'value', 'parent']);

/** Values with those of a text: a code that is there keeps its id, colour and other languages. */
export function withLines(held: readonly DictionaryValue[], text: string, language: Language): BulkResult {
  const values = [...held];
  const added: string[] = [];
  const changed: string[] = [];
  const refused: BulkResult['refused'][number][] = [];
  const seen = new Set<string>();
  const lines = text.split(/\r?\n/);
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = cellsOf(line);
    if (index === 0 && cells.length > 1 && cells.every((cell) => heads.has(cell.toLowerCase()))) return;
    const refuse = (why: Refusal) => void refused.push({ line: index + 1, text: line.trim(), why });
    const [first = '', second, parent] = cells;
    const label = second ?? first;
    if (label === '') return refuse('empty');
    const code = second === undefined ? codeFor(label, [...values, ...seen]) : first || codeFor(label, [...values, ...seen]); // prettier-ignore
    if (code.length > longestCode) return refuse('long');
    if (seen.has(code)) return refuse('twice');
    seen.add(code);
    const place = values.findIndex((each) => each.code === code);
    const before = values[place];
    const next: DictionaryValue = {
      ...(before ?? { id: nextItemId(values.map(({ id }) => id)), code }),
      label: before ? withLabel(before.label, label, language) : label,
      ...(parent ? { parent } : {}),
    };
    if (!before) {
      values.push(next);
      added.push(code);
    } else if (JSON.stringify(before) !== JSON.stringify(next)) {
      values[place] = next;
      changed.push(code);
    }
  });
  return { values, added, changed, refused };
}

/** Tabs part what was copied from a sheet; else semicolons. */
const cellsOf = (line: string): readonly string[] =>
  line.split(line.includes('\t') ? '\t' : ';').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').replaceAll('""', '"')); // prettier-ignore

/** A code of a label that no other value has; signs that cannot stand in one give a number. */
function codeFor(label: string, held: readonly (DictionaryValue | string)[]): string {
  const taken = new Set(held.map((each) => (typeof each === 'string' ? each : each.code)));
  const plain = nameFrom(label) || 'value';
  for (let n = 1; ; n++) {
    const code = n === 1 ? plain : `${plain.slice(0, 36)}_${n}`;
    // A label that is there already is that value.
    if (!taken.has(code) || held.some((each) => typeof each !== 'string' && each.code === code && says(each, label))) return code; // prettier-ignore
  }
}

const says = ({ label }: DictionaryValue, text: string): boolean =>
  label === text || (isObject(label) && Object.values(label).includes(text));

/** One text for all stays one; of several languages only that of the page becomes another. */
function withLabel(before: Label, text: string, language: Language): Label {
  return typeof before === 'string' ? text : { ...before, [language]: text };
}

export interface ValueRow {
  readonly value: DictionaryValue;
  /** From 1. */
  readonly level: number;
}

/** Values below those they belong to, in their order; one whose parent is not here stands at the top. */
export function rowsOf(values: readonly DictionaryValue[]): readonly ValueRow[] {
  const codes = new Set(values.map(({ code }) => code));
  const below = new Map<string, DictionaryValue[]>();
  for (const value of values) {
    const parent = value.parent !== undefined && codes.has(value.parent) && value.parent !== value.code ? value.parent : ''; // prettier-ignore
    below.set(parent, [...(below.get(parent) ?? []), value]);
  }
  const placed = new Set<string>();
  const walk = (parent: string, level: number): readonly ValueRow[] =>
    (below.get(parent) ?? []).flatMap((value) => {
      if (placed.has(value.code)) return [];
      placed.add(value.code);
      return [{ value, level }, ...walk(value.code, level + 1)];
    });
  const rows = walk('', 1);
  // Those in a circle of parents are shown too: the finding says what is wrong with them.
  return [...rows, ...values.filter(({ code }) => !placed.has(code)).map((value) => ({ value, level: 1 }))];
}
