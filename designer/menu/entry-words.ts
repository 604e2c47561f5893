/** What an entry of a menu is called, its icon, and what it opens, over the drafts. */
import type { MenuEntry } from '../../metadata/schema/app.js';
import type { DesignSession } from '../session/design-session.js';

export interface EntryWords {
  readonly label: string;
  readonly icon: string;
  /** "List order", "Report funnel". */
  readonly about: string;
  /** It leads nowhere: what it opens is not there. */
  readonly lost: boolean;
}

export function entryWords(session: DesignSession, entry: MenuEntry): EntryWords {
  const { words, host, model } = session;
  const { i18n } = host;
  const type = words.text(`menu.type.${entry.type}`);
  switch (entry.type) {
    case 'separator':
      return { label: type, icon: 'minus', about: '', lost: false };
    case 'group':
      return { label: i18n.label(entry.label, entry.id), icon: 'folder', about: '', lost: false };
    case 'link':
      return { label: i18n.label(entry.label, entry.href), icon: entry.icon ?? 'link', about: entry.href, lost: false };
    case 'list': {
      const entity = model.entities.get(entry.entity);
      const label = i18n.label(entry.label ?? entity?.plural, entry.entity);
      return { label, icon: entry.icon ?? entity?.document.icon ?? 'box', about: `${type} ${entry.entity}`, lost: !entity }; // prettier-ignore
    }
    default: {
      const head = session.head({ kind: entry.type, name: entry.name });
      const label = i18n.label(entry.label ?? head?.label, entry.name);
      const icon = entry.icon ?? (entry.type === 'dashboard' ? 'chart-column' : 'table');
      return { label, icon, about: `${type} ${entry.name}`, lost: head === undefined || head.removed };
    }
  }
}
