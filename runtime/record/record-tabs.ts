/** The tabs of a record page, from its form document: what is on each, and how many errors. Pure but for labels. */
import type { Entity } from '../../metadata/model/model.js';
import type { FormDocument, FormNode } from '../../metadata/schema/entity.js';
import type { Host } from '../host/host.js';
import type { RecordDraft } from './record-draft.js';
import { fieldNodes, type Rules } from './rules.js';
import { isWideField } from './wide-field.js';

/** Id of the tab with the timeline, where there is no room for the rail. */
export const HISTORY = '_history';

export interface RecordTab {
  readonly id: string;
  readonly label: string;
  readonly nodes: readonly FormNode[];
  /** Errors inside. */
  readonly wrong: number;
}

export interface TabSource {
  readonly host: Host;
  readonly entity: Entity;
  readonly document: FormDocument | undefined;
  readonly draft: RecordDraft;
  readonly rules: Rules | undefined;
  readonly errors: ReadonlyMap<string, string>;
  /** The timeline is a tab of its own. */
  readonly history: boolean;
  /** What is to be done stands with the timeline: outside of tabs it is left out here. */
  readonly activities: boolean;
}

/** At least one tab; with one only, none are drawn. */
export function recordTabs(source: TabSource): readonly RecordTab[] {
  const { host, entity, document } = source;
  const nodes = document ? (document.nodes as readonly FormNode[]) : defaultNodes(entity);
  const loose = nodes.filter((node) => node.type !== 'tab' && !(source.activities && node.type === 'activities'));
  const stated = nodes.filter((node) => node.type === 'tab').filter((tab) => isShown(tab, source));
  const tabs: RecordTab[] = stated.map((tab) => ({
    id: tab.id,
    label: host.i18n.label(tab.label),
    nodes: tab.nodes as readonly FormNode[],
    wrong: errorsIn(tab.nodes as readonly FormNode[], source.errors),
  }));
  const [first] = tabs;
  if (first && loose.length > 0) tabs[0] = { ...first, nodes: [...loose, ...first.nodes] };
  if (!first) {
    const label = source.history ? host.i18n.label(entity.label, entity.name) : '';
    tabs.push({ id: 'main', label, nodes: loose, wrong: errorsIn(loose, source.errors) });
  }
  if (source.history) tabs.push({ id: HISTORY, label: host.i18n.t('record.timeline'), nodes: [], wrong: 0 });
  return tabs;
}

/** The tab that shows a field. */
export const tabOf = (tabs: readonly RecordTab[], field: string): RecordTab | undefined =>
  tabs.find((tab) => fieldNodes(tab.nodes).some(({ node }) => node.field === field));

/** The path of the error that stands first in the form; of several in a table the first. */
export function firstOf(errors: ReadonlyMap<string, string>, nodes: readonly FormNode[]): string | undefined {
  const names = fieldNodes(nodes).map(({ node }) => node.field);
  const place = (path: string) => {
    const at = names.indexOf(path.split('/')[1] ?? '');
    return at < 0 ? names.length : at;
  };
  return [...errors.keys()].sort((a, b) => place(a) - place(b))[0];
}

function isShown(tab: Extract<FormNode, { type: 'tab' }>, { draft, rules, entity }: TabSource): boolean {
  if (tab.visibleIf && rules && !rules.isVisible(entity, [tab.visibleIf], draft.values)) return false;
  // A new record has nothing that could be related to it yet.
  return (
    !draft.isNew ||
    (tab.nodes as readonly FormNode[]).some((node) => node.type !== 'related' && node.type !== 'activities')
  );
}

function errorsIn(nodes: readonly FormNode[], errors: ReadonlyMap<string, string>): number {
  const names = new Set(fieldNodes(nodes).map(({ node }) => node.field));
  return [...errors.keys()].filter((path) => names.has(path.split('/')[1] ?? '')).length;
}

/** Without a form document: all own fields in one section. */
function defaultNodes(entity: Entity): readonly FormNode[] {
  const fields = [...entity.fields.values()].filter(
    (field) => !field.partOf && !field.position && (!field.system || field.name === 'owner'),
  );
  const nodes = fields
    .filter((field) => !field.children)
    .map((field) => ({
      id: `f_${field.name}`,
      type: 'field',
      field: field.name,
      span: isWideField(field) ? 12 : 4,
    }));
  return [{ id: 'all', type: 'section', nodes }] as unknown as readonly FormNode[];
}
