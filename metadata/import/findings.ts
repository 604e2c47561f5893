/**
 * What an import has to say, counted: the same quirk in a thousand rows is one finding with its count and its first
 * lines. Nothing is changed, left out or left empty without one.
 */
import type { Label, Said } from '../value.js';

/** `error`: the row was not taken. `note`: it was, and this is worth knowing. */
export type Severity = 'error' | 'note';

export interface Finding {
  /** REPLACED, EMPTY, TRIMMED, LOOKUP_MISSING, NOTE, … or the code of a field type. */
  readonly code: string;
  readonly severity: Severity;
  /** Path of the map's column. */
  readonly path?: string;
  /** Head of the column in the file. */
  readonly head?: string;
  /** The text that was found, and what took its place. */
  readonly from?: string;
  readonly to?: string | null;
  /** Label of a note. */
  readonly label?: Label;
  readonly message: string;
  readonly said?: Said | undefined;
  readonly count: number;
  /** Lines of the first rows, the head of the file being line 1; at most ten. */
  readonly lines: readonly number[];
}

export type NewFinding = Omit<Finding, 'count' | 'lines'>;

/** Collects findings; the order is that of first appearance. */
export class Findings {
  readonly #found = new Map<string, { readonly finding: NewFinding; count: number; readonly lines: number[] }>();

  readonly #keeps: (finding: NewFinding) => boolean;

  /** `keeps` says which findings count: a second pass over the same rows tells only what is new. */
  constructor(keeps: (finding: NewFinding) => boolean = () => true) {
    this.#keeps = keeps;
  }

  /** `line` is left out for what is about the file as a whole. */
  add(finding: NewFinding, line?: number): void {
    if (!this.#keeps(finding)) return;
    const { code, path, head, from, to, message } = finding;
    const key = JSON.stringify([code, path, head, from, to, code === 'NOTE' ? finding.label : message]);
    const held = this.#found.get(key) ?? { finding, count: 0, lines: [] };
    held.count += 1;
    if (line !== undefined && held.lines.length < 10) held.lines.push(line);
    this.#found.set(key, held);
  }

  list(): readonly Finding[] {
    return [...this.#found.values()].map(({ finding, count, lines }) => ({ ...finding, count, lines: [...lines] }));
  }
}
