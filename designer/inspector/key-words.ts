/** What the keys of documents are called on screen. */
import type { DesignSession } from '../session/design-session.js';

/** "Visible if": the dictionary's word for a key, the most exact first, else the key itself in words. */
export function keyLabel({ words }: DesignSession, key: string, parent?: string): string {
  return words.find(`name.${parent}.${key}`) ?? words.find(`name.${key}`) ?? spoken(key);
}

/** "createOnly" as "Create only". */
function spoken(key: string): string {
  const text = key
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
