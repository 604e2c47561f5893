/**
 * SQL text with its bindings, composed by a tagged template: whatever is interpolated is bound, unless it is itself a
 * fragment. Text reaches a statement only through `raw`, which is given literals of this folder and identifiers quoted
 * by the dialect; so a value cannot become SQL by mistake.
 */
import type { Knex } from 'knex';
import type { Scalar } from '../../../metadata/value.js';
import { runStatement } from '../../database/run-statement.js';

export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
}

const isFragment = (part: Fragment | Scalar): part is Fragment => typeof part === 'object' && part !== null;

/** sql`${column} = ${value}`: fragments are set in, scalars are bound. An object as a value is our own mistake. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Fragment | Scalar)[]): Fragment {
  let text = strings[0] ?? '';
  const bindings: Scalar[] = [];
  parts.forEach((part, index) => {
    if (isFragment(part)) {
      if (typeof part.sql !== 'string') throw new TypeError('Only scalars and fragments may stand in a statement.');
      text += part.sql;
      bindings.push(...part.bindings);
    } else {
      if (part === undefined) throw new TypeError('An undefined value cannot be bound.');
      text += '?';
      bindings.push(part);
    }
    text += strings[index + 1] ?? '';
  });
  return { sql: text, bindings };
}

/** Text as it stands: never from a request, a document or a row. */
export const raw = (text: string): Fragment => ({ sql: text, bindings: [] });

/** Stands for a fragment while a text is written round it: a character that no statement has. */
const place = '\u0001';

/** A fragment inside a text that is written round its own, as often as it stands there, each time with its bindings. */
export function wrap(inner: Fragment, write: (text: string) => string): Fragment {
  return joinFragments(write(place).split(place).flatMap((text, index) => (index === 0 ? [raw(text)] : [inner, raw(text)])), ''); // prettier-ignore
}

export const empty: Fragment = raw('');

export function joinFragments(parts: readonly Fragment[], separator: string): Fragment {
  return { sql: parts.map((part) => part.sql).join(separator), bindings: parts.flatMap((part) => part.bindings) };
}

/** Bound values in brackets: `(?, ?, ?)`; at least one. */
export function valueList(values: readonly Scalar[]): Fragment {
  return { sql: `(${values.map(() => '?').join(', ')})`, bindings: values };
}

/** One statement's rows, the same from both drivers. */
export async function selectRows(
  runner: Knex | Knex.Transaction,
  fragment: Fragment,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return runStatement(runner, fragment.sql, fragment.bindings);
}
