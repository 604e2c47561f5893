/** What the palette offers besides records: pages of the menu, new records, actions. Only what the person may do. */
import { holdsWord, indexTokens, queryWords, type QueryWord } from '../../metadata/search/tokens.js';
import { createFold } from '../../metadata/text.js';
import { hrefs } from '../data/router.js';
import { newLabel } from '../host/entity-words.js';
import type { Host } from '../host/host.js';
import { navEntries, navLinks } from '../shell/menu-entries.js';
import { personItems } from '../shell/person-menu.js';
import { follow, newItems } from '../shell/shell-menus.js';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  /** Places to mark in the label. */
  readonly marks?: readonly (readonly [number, number])[];
  /** Why it was found, when not by its label. */
  readonly note?: { readonly text: string; readonly marks: readonly (readonly [number, number])[] };
  /** What it is, at the right. */
  readonly kind?: string;
  run(): void;
}

export interface PaletteSection {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
}

export interface PaletteActions {
  signOut(): void;
  showKeys(): void;
  /** Ends the view of the site as somebody else. */
  leaveView(): void;
}

/** Words are found as the server finds them; Han stays as it is. */
export const foldLabel = createFold((han) => han);

/** Everything, in its sections. */
export function localSections(host: Host, actions: PaletteActions): readonly PaletteSection[] {
  const { i18n, app, router } = host;
  const go = (href: string) => () => void router.go(href);
  const pages = navLinks(navEntries(app.document)).map((link) => ({
    id: `page-${link.id}`,
    label: i18n.label(link.label),
    icon: link.icon,
    run: () => follow(host, link),
  }));
  const more = [
    ...(app.has('users')
      ? [
          { id: 'users', label: i18n.t('users.title'), icon: 'users', run: go('/admin/users') },
          { id: 'log', label: i18n.t('log.title'), icon: 'history', run: go('/admin/log') },
        ]
      : []),
    ...(app.has('grant') ? [{ id: 'access', label: i18n.t('access.title'), icon: 'shield', run: go('/access') }] : []),
    ...(app.has('design') ? [{ id: 'design', label: i18n.t('shell.design'), icon: 'layers', run: go('/design') }] : []),
    { id: 'notices', label: i18n.t('notices.title'), icon: 'bell', run: go('/notices') },
    { id: 'sessions', label: i18n.t('sessions.title'), icon: 'monitor', run: go('/sessions') },
  ];
  const created = newItems(host)
    .filter((item) => !item.reason)
    .map((item) => ({
      id: `new-${item.id}`,
      label: newLabel(host, app.entity(item.id)!),
      icon: 'plus',
      run: go(hrefs.create(item.id)),
    }));
  return [
    { id: 'pages', label: i18n.t('palette.pages'), items: [...pages, ...more] },
    { id: 'create', label: i18n.t('palette.create'), items: created },
    { id: 'actions', label: i18n.t('palette.actions'), items: actionItems(host, actions) },
  ].filter(({ items }) => items.length > 0);
}

const sectionIcons: Readonly<Record<string, string>> = { theme: 'sun', language: 'languages' };

/** Theme and language, the keys, signing out; what is so already is left out. */
function actionItems(host: Host, actions: PaletteActions): readonly PaletteItem[] {
  let section = '';
  const items = personItems(host, actions).flatMap((item): readonly PaletteItem[] => {
    if (item.section !== undefined || item.line) section = item.section ?? '';
    if (item.checked) return [];
    const icon = item.icon ?? sectionIcons[item.id.split('-')[0]!] ?? 'settings';
    return [{ id: item.id, label: section === '' ? item.label : `${section}: ${item.label}`, icon, run: item.run }];
  });
  const keys = { id: 'keys', label: host.i18n.t('keys.title'), icon: 'info', run: actions.showKeys };
  return [keys, ...viewItems(host, actions), ...items];
}

/** Looking at the site as somebody else, or leaving that view. */
function viewItems({ app, i18n, router }: Host, { leaveView }: PaletteActions): readonly PaletteItem[] {
  if (app.document.viewAs) return [{ id: 'view-leave', label: i18n.t('view.leave'), icon: 'eye', run: leaveView }];
  if (!app.has('grant')) return [];
  return [{ id: 'view-as', label: i18n.t('access.viewSomebody'), icon: 'eye', run: () => void router.go('/access') }];
}

/** Items whose label holds every word, the last one as a beginning; sections without any are left out. */
export function matchSections(sections: readonly PaletteSection[], text: string): readonly PaletteSection[] {
  const words = queryWords(text, foldLabel);
  if (words.length === 0) return [];
  return sections
    .map((section) => ({ ...section, items: section.items.filter(({ label }) => isMatch(label, words)) }))
    .filter(({ items }) => items.length > 0);
}

function isMatch(label: string, words: readonly QueryWord[]): boolean {
  const tokens = indexTokens(label, foldLabel);
  return words.every((word) => holdsWord(tokens, word));
}

/** Enough to ask the server for: two letters, or one character of a script without spaces. */
export function isWorthAsking(text: string): boolean {
  return queryWords(text, foldLabel).length > 0 && ([...text.trim()].length > 1 || /\p{Script=Han}/u.test(text));
}
