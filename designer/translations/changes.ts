/** Changes of words: what a cell, a pasted block or a file would change, and the operations that do it. Pure. */
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import { sameContent } from '../../metadata/document/canonical.js';
import type { Language } from '../../metadata/value.js';
import type { DocumentKey } from '../session/document-client.js';
import type { TextRow } from './rows.js';
import { textIn, withText, type Text } from './texts.js';

/** Other words for one language of a text. */
export interface WordChange {
  readonly row: TextRow;
  readonly language: Language;
  readonly words: string;
}

/** A text as it was and as it shall be. */
export interface TextChange {
  readonly key: DocumentKey;
  readonly path: ItemPath;
  readonly before: Text;
  readonly after: Text;
}

export type RefusedFor = 'locked' | 'tooLong' | 'last';
export interface Refused {
  readonly change: WordChange;
  readonly why: RefusedFor;
}

export interface Planned {
  readonly changes: readonly TextChange[];
  readonly refused: readonly Refused[];
  /** Cells that get other words. */
  readonly cells: number;
}

/** Several words of one text are one change of it; what is the same already is none. */
export function planChanges(words: readonly WordChange[], source: Language): Planned {
  const texts = new Map<string, { readonly row: TextRow; text: Text }>();
  const refused: Refused[] = [];
  let cells = 0;
  for (const change of words) {
    const { row, language } = change;
    const held = texts.get(row.address) ?? { row, text: row.text };
    if (textIn(held.text, language, source) === change.words) continue;
    const why = refusal(change);
    const next = withText(held.text, language, change.words, source);
    if (why || next === undefined) {
      refused.push({ change, why: why ?? 'last' });
      continue;
    }
    cells++;
    held.text = next;
    texts.set(row.address, held);
  }
  const changes = [...texts.values()].map(({ row, text }) => ({ key: row.key, path: row.path, before: row.text, after: text })); // prettier-ignore
  return { changes, refused, cells };
}

function refusal({ row, words }: WordChange): RefusedFor | undefined {
  if (row.isLocked) return 'locked';
  return row.most !== undefined && words.length > row.most ? 'tooLong' : undefined;
}

export const inverseOf = (changes: readonly TextChange[]): readonly TextChange[] =>
  changes.map(({ before, after, ...place }) => ({ ...place, before: after, after: before }));

/** The operation on one document, and the changes that meet other words than they left there. */
export function operationOf(
  document: unknown,
  changes: readonly TextChange[],
): { readonly operation: Operation; readonly missed: readonly TextChange[] } {
  const same = ({ path, before }: TextChange) => {
    const now = readItem(document, path);
    return now !== undefined && sameContent(now, before);
  };
  const operations = changes.filter(same).map(({ path, after }) => ({ op: 'set', path, value: after }) as const);
  return { operation: { op: 'group', operations }, missed: changes.filter((each) => !same(each)) };
}
