/** Whom a saved view or a segment is for, in a word: "Sales", "Everybody"; undefined for oneself. */
import type { SavedView } from '../data/list-store.js';
import type { Host } from '../host/host.js';

export function audienceWords(
  { i18n }: Pick<Host, 'i18n'>,
  { scope, target, audience }: Pick<SavedView, 'scope' | 'target' | 'audience'>,
): string | undefined {
  if (scope === 'personal') return undefined;
  if (scope === 'system') return i18n.t('view.forAll');
  const name = i18n.label(audience, scope === 'role' ? target : i18n.t('view.forDepartment'));
  return scope === 'subtree' ? i18n.t('view.andBelow', { name }) : name;
}
