/** Sentences for change groups in the person's language: "Field Credit limit added, Money". */
import type { DesignSession } from '../session/design-session.js';
import type { WordKey } from '../session/words.js';
import { nameOfItem, type ChangeGroup } from './change-groups.js';

export function changeWords(group: ChangeGroup, session: DesignSession): string {
  const { words, typeLabels, host } = session;
  const noun = words.find(`item.${group.list}`) ?? group.list;
  const name = group.item ? nameOfItem(group.item, (label) => host.i18n.label(label)) : '';
  const what = name === '' ? words.text('change.key', { key: noun }) : words.text('change.item', { noun, name });
  const typeLabel = (id: unknown) => host.i18n.label(typeLabels[String(id)], String(id));
  if (group.list === 'fields' && group.kind === 'added') {
    return words.text('change.fieldAdded', { what, type: typeLabel(group.item?.['type']) });
  }
  if (group.typeBefore !== undefined) {
    return words.text('change.type', { what, from: typeLabel(group.typeBefore), to: typeLabel(group.item?.['type']) });
  }
  if (group.kind === 'changed' && group.keys.length > 0) {
    return words.text('change.inside', { what, keys: group.keys.join(', ') });
  }
  return words.text(`change.${group.kind}` satisfies WordKey, { what });
}
