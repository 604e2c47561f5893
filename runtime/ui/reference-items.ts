/**
 * What a look-up's list offers: records by name, a page at a time while the person types, and at the end one that is yet to
 * be made, where the person may make such records.
 */
import type { ComboBox, ComboBoxDataProvider } from '@vaadin/combo-box';
import type { Reference } from '../data/record.js';
import type { EditHost } from '../host/field-views.js';
import { isComposing } from './element.js';

/**
 * For the keys of a box: Esc closes an open list at once and leaves the value. The box itself takes the first Esc for the
 * entry that is pointed at, so that it is given a second one.
 */
export function closesAtOnce(event: KeyboardEvent): void {
  const box = event.currentTarget as ComboBox;
  if (event.key !== 'Escape' || !box.opened || isComposing(event)) return;
  const [cause] = event.composedPath();
  const again = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true });
  setTimeout(() => box.opened && cause?.dispatchEvent(again));
}

/** Milliseconds after the last key. */
const typingMs = 180;

/** The entry that makes a record; `made` is the name typed for it. */
export interface MakingEntry extends Reference {
  readonly made: string;
}

export const isMaking = (entry: Reference | null | undefined): entry is MakingEntry =>
  entry !== null && entry !== undefined && 'made' in entry;

/** `source` is asked each time, since both may change. */
export function referenceItems(
  source: () => { readonly edit: EditHost; readonly target: string },
): ComboBoxDataProvider<Reference> {
  let typing: ReturnType<typeof setTimeout> | undefined;
  return ({ filter, page, pageSize }, callback) => {
    clearTimeout(typing);
    const search = async () => {
      const { edit, target } = source();
      try {
        const offset = page * pageSize;
        const { rows, total } = await edit.search(target, filter, { offset, limit: pageSize });
        const making = makingEntry(edit, target, filter.trim(), rows, total);
        const isLast = total < offset + pageSize;
        callback([...rows, ...(making && isLast ? [making] : [])], total + (making ? 1 : 0));
      } catch {
        callback([], 0);
      }
    };
    typing = setTimeout(() => void search(), filter === '' || page > 0 ? 0 : typingMs);
  };
}

/** Not beside a record of that very name; without a name only where there is nothing to choose. */
function makingEntry(
  edit: EditHost,
  target: string,
  text: string,
  rows: readonly Reference[],
  total: number,
): MakingEntry | undefined {
  if (!edit.make?.of(target) || (text === '' && total > 0)) return undefined;
  const name = (label: string) => label.trim().toLocaleLowerCase(edit.language);
  if (rows.some(({ label }) => name(label) === name(text))) return undefined;
  const label =
    text === '' ? `${edit.t('list.new', { thing: edit.make.thing(target) })} …` : edit.t('field.make', { name: text });
  return { id: '+', label, made: text };
}
