/** What passes between the steps of an import: a row of the file, what its columns give, the body that it becomes. */
import type { TextContext } from '../contributions.js';
import type { EvaluationContext } from '../expression/environment.js';
import type { Problem, Value, Words } from '../value.js';
import { wordsOf } from '../words.js';
import type { Findings, NewFinding } from './findings.js';
import type { ColumnPlan } from './plan.js';

/** A row as it stands in the file; `line` counts from the head, which is line 1. Absent cells are empty. */
export interface SourceRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What each column of the plan gives for a row: text, or a value that an expression computed. */
export interface ReadRow {
  readonly row: SourceRow;
  readonly cells: readonly Value[];
  readonly problems: readonly Problem[];
}

/** A record that a key was found to mean, with the fields that notes read. */
export interface Found {
  readonly id: string;
  readonly values?: Readonly<Record<string, Value>>;
}

export interface ConvertEnvironment {
  readonly text: TextContext;
  readonly evaluation: EvaluationContext;
  readonly findings: Findings;
  /** The record of an entity whose field has this value; `ambiguous` when there are several. */
  find(entity: string, field: string, key: Value): Found | 'ambiguous' | undefined;
}

export interface BuiltRow {
  readonly line: number;
  readonly body: Readonly<Record<string, Value>>;
  /** Why the row is not taken; empty when it is. */
  readonly problems: readonly Problem[];
}

/** Tells something about one column of one row. */
export type Tell = (finding: Omit<NewFinding, 'path' | 'head'>) => void;

/** Where a finding of a column stands. */
export const about = (column: ColumnPlan): Pick<NewFinding, 'path' | 'head'> => ({
  path: column.path,
  ...(column.head === undefined ? {} : { head: column.head }),
});

/** The row is not taken because of this column. */
export function refuse(
  column: ColumnPlan,
  code: string,
  words: string | Words,
  problems: Problem[],
  tell: Tell,
  from?: string,
): void {
  problems.push({ path: `/${column.path}`, code, ...wordsOf(words) });
  tell({ code, severity: 'error', ...wordsOf(words), ...(from === undefined ? {} : { from }) });
}

/** The text of a cell, null when it is empty or blank. */
export function cellText(row: SourceRow, head: string): Value {
  const text = Object.hasOwn(row.cells, head) ? row.cells[head]!.trim() : '';
  return text === '' ? null : text;
}
