/** Where a text stands, in words: the document, and the way to the part. */
import { readItem } from '../../metadata/document/items.js';
import { itemWords, type ItemSpeech } from '../inspector/item-words.js';
import { keyLabel } from '../inspector/key-words.js';
import type { DesignSession } from '../session/design-session.js';
import { kindWord } from '../workbench/kind-looks.js';
import type { TextRow } from './rows.js';

export interface DocumentWords {
  readonly label: string;
  /** "Entity Customer". */
  readonly full: string;
}

export function documentWords(session: DesignSession, { key }: Pick<TextRow, 'key'>): DocumentWords {
  const head = session.head(key);
  const label = head ? session.label(head) : key.name;
  return { label, full: `${session.words.text(kindWord(key.kind))} ${label}` };
}

/** "Fields › Level › Help"; the label of a part is the part. */
export function partWords(session: DesignSession, row: TextRow, document: unknown): string {
  const speech: ItemSpeech = {
    label: (label) => session.host.i18n.label(label),
    typeName: (type) => session.words.find(`choice.type.${type}`),
    known: () => undefined,
  };
  const isLabel = row.path.length > 1 && row.path.at(-1) === 'label';
  const steps = row.path.slice(0, isLabel ? -1 : undefined).map((step, i) => {
    if (typeof step === 'string') return keyLabel(session, step, parentOf(row.keys, i));
    const item = readItem(document, row.path.slice(0, i + 1));
    const position = Number(row.keys[i]) + 1;
    const { title } = itemWords(item, speech);
    return title === '…' || typeof item !== 'object' ? `${position}` : title;
  });
  return steps.join(' › ');
}

/** The nearest key above that is no position. */
const parentOf = (keys: TextRow['keys'], at: number): string | undefined =>
  keys.slice(0, at).findLast((key): key is string => typeof key === 'string');
