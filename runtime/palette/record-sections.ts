/** Found and recent records as sections of the palette. */
import { marksOf } from '../../metadata/search/excerpt.js';
import { queryWords } from '../../metadata/search/tokens.js';
import { hrefs } from '../data/router.js';
import type { RecentRecord, SearchGroup, SearchHit } from '../data/search.js';
import { pluralOf } from '../host/entity-words.js';
import type { Host } from '../host/host.js';
import { foldLabel, type PaletteItem, type PaletteSection } from './palette-items.js';

/** Recent records shown before anything is typed; the server keeps more. */
const mostRecent = 8;

export function recentSection(host: Host, recent: readonly RecentRecord[]): readonly PaletteSection[] {
  const items = recent
    .slice(0, mostRecent)
    .flatMap(({ entity, id, label }) => recordItem(host, { entity, id, label, excerpt: [] }));
  return items.length === 0 ? [] : [{ id: 'recent', label: host.i18n.t('palette.recent'), items }];
}

/** A section for each entity, and at the end the way to the page of all results. */
export function foundSections(host: Host, groups: readonly SearchGroup[], text: string): readonly PaletteSection[] {
  const { i18n, app, router } = host;
  const sections = groups.flatMap(({ entity: name, rows }) => {
    const entity = app.entity(name);
    if (!entity) return [];
    const items = rows.flatMap((hit) => recordItem(host, hit, text));
    return [{ id: `found-${name}`, label: pluralOf(host, entity), items }];
  });
  if (sections.length === 0) return [];
  const all: PaletteItem = {
    id: 'all',
    label: i18n.t('palette.all', { text }),
    icon: 'search',
    run: () => void router.go(hrefs.search(text)),
  };
  return [...sections, { id: 'all', label: i18n.t('search.title'), items: [all] }];
}

function recordItem(host: Host, hit: SearchHit, text = ''): readonly PaletteItem[] {
  const { i18n, app, router } = host;
  const entity = app.entity(hit.entity);
  if (!entity) return [];
  const label = hit.label ?? i18n.t('record.unnamed');
  const marks = text === '' ? [] : marksOf(label, queryWords(text, foldLabel), foldLabel);
  // The name says itself why it was found.
  const other = hit.excerpt.find((each) => each.text !== label);
  return [
    {
      id: `${hit.entity}-${hit.id}`,
      label,
      marks,
      icon: entity.document.icon ?? 'box',
      kind: i18n.label(entity.label, entity.name),
      ...(other ? { note: { text: other.text, marks: other.marks } } : {}),
      run: () => void router.go(hrefs.record(hit.entity, hit.id)),
    },
  ];
}
