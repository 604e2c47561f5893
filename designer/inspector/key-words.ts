/** What the keys of documents are called on screen. */
import type { ItemPath } from '../../metadata/document/items.js';
import type { DesignSession } from '../session/design-session.js';

/** "Visible if": the dictionary's word for a key, the most exact first, else the key itself in words. */
export function keyLabel({ words }: DesignSession, key: string, parent?: string): string {
  return words.find(`name.${parent}.${key}`) ?? words.find(`name.${key}`) ?? spoken(key);
}

/** The same at its path: within the key that it stands under, at the top within the kind. */
export function pathLabel(session: DesignSession, path: ItemPath, kind: string): string {
  const key = path.at(-1);
  const parent = path.slice(0, -1).findLast((step) => typeof step === 'string');
  return keyLabel(session, String(key), typeof parent === 'string' ? parent : kind);
}

/** "createOnly" as "Create only". */
function spoken(key: string): string {
  const text = key
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
