/** Forms, views, dashboards, reports and the menu, without what leads to something that may not be seen. */
import { entitiesRead } from '../../../metadata/dataset/sources.js';
import type { Registries, ViewMode } from '../../../metadata/contributions.js';
import type { Principal } from '../../../metadata/access/types.js';
import type { Entity } from '../../../metadata/model/model.js';
import { isFormFor } from '../../../metadata/rules/form-variant.js';
import type { Registry } from '../../../metadata/registry.js';
import type { MenuDocument, MenuEntry } from '../../../metadata/schema/app.js';
import type { FormDocument, FormNode, SegmentDocument, ViewDocument } from '../../../metadata/schema/entity.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { Sight } from './visible.js';

/** A form for others is not sent, and of one that is, only the device is told: whom else it is for is nobody's business. */
export function visibleForm(sight: Sight, form: FormDocument, person: Principal): FormDocument | undefined {
  const entity = sight.entity(form.entity);
  if (!entity || !isFormFor(form, person)) return undefined;
  const facts = form.facts?.filter((fact) => sight.path(entity, fact.path));
  const { for: wanted, ...rest } = form;
  const device = wanted && { for: wanted.device === undefined ? {} : { device: wanted.device } };
  return { ...rest, ...device, nodes: visibleNodes(sight, entity, form.nodes), ...(facts ? { facts } : {}) };
}

function visibleNodes(sight: Sight, entity: Entity, nodes: readonly FormNode[]): FormNode[] {
  return nodes.flatMap((node) => {
    const shown = visibleNode(sight, entity, node);
    return shown ? [withoutBlindConditions(sight, entity, shown)] : [];
  });
}

function visibleNode(sight: Sight, entity: Entity, node: FormNode): FormNode | undefined {
  if ('nodes' in node) {
    const nodes = visibleNodes(sight, entity, node.nodes);
    return nodes.length > 0 ? { ...node, nodes } : undefined;
  }
  if (node.type === 'activities') {
    const target = sight.entity(node.entity);
    const paths = [node.field, node.subject, node.done.field];
    if (!target || !paths.every((path) => sight.path(target, path))) return undefined;
    const { due, ...rest } = node;
    return due !== undefined && sight.path(target, due) ? node : rest;
  }
  if ('entity' in node) return visibleRelated(sight, node);
  if (!('field' in node)) return node;
  if (!sight.path(entity, node.field)) return undefined;
  if (!('columns' in node)) return node;
  const child = sight.entity(entity.fields.get(node.field)?.children?.entity ?? '');
  const columns = child ? node.columns.filter((column) => sight.path(child, column.field)) : [];
  const totals = node.totals?.filter((name) => sight.path(entity, name));
  return columns.length > 0 ? { ...node, columns, ...(totals ? { totals } : {}) } : undefined;
}

/** Rows under a condition that may not be seen would be refused: there is no such list then. */
function visibleRelated(sight: Sight, node: Extract<FormNode, { type: 'related' }>): FormNode | undefined {
  const target = sight.entity(node.entity);
  if (!target || !sight.path(target, node.field)) return undefined;
  if (node.filter && !sight.filter(target, node.filter)) return undefined;
  const columns = node.columns.filter((column) => sight.path(target, column.path));
  const sort = node.sort?.filter((item) => sight.path(target, item.by));
  return columns.length > 0 ? { ...node, columns, ...(sort ? { sort } : {}) } : undefined;
}

function withoutBlindConditions(sight: Sight, entity: Entity, node: FormNode): FormNode {
  const entries = Object.entries(node).filter(
    ([key, value]) => !/If$/.test(key) || typeof value !== 'string' || sight.expression(entity, value),
  );
  return Object.fromEntries(entries) as FormNode;
}

/** A view whose filter reads what may not be seen would be refused, so it is not offered. */
export function visibleView(sight: Sight, view: ViewDocument, modes: Registry<ViewMode>): ViewDocument | undefined {
  const entity = sight.entity(view.entity);
  if (!entity || (view.filter && !sight.filter(entity, view.filter))) return undefined;
  const columns = view.columns.filter((column) => sight.path(entity, column.path));
  if (columns.length === 0) return undefined;
  const quickFilters = view.quickFilters?.filter((path) => sight.path(entity, path));
  const sort = view.sort?.filter((item) => sight.path(entity, item.by));
  const group = view.group?.filter((item) => sight.path(entity, item.path));
  const options = visibleOptions(sight, entity, view, modes);
  if (view.options && !options) return undefined;
  return {
    ...view,
    columns,
    ...(options ? { options } : {}),
    ...(quickFilters ? { quickFilters } : {}),
    ...(sort ? { sort } : {}),
    ...(group ? { group } : {}),
  };
}

/** Options without the paths that may not be seen; undefined where the mode cannot do without one of them. */
export function visibleOptions(
  sight: Sight,
  entity: Entity,
  { mode, options }: Pick<ViewDocument, 'mode' | 'options'>,
  modes: Registry<ViewMode>,
): ViewDocument['options'] {
  if (!options) return undefined;
  const known = modes.find(mode);
  // Nobody can tell which fields the options of a mode that is not present speak of.
  if (!known) return {};
  const paths = known.paths?.(options) ?? [];
  const hidden = paths.filter(({ path, needed }) => {
    const isMasked = needed === true && sight.access.fieldClass(entity.name, path) === 'mask';
    return isMasked || !sight.path(entity, path);
  });
  if (hidden.some(({ needed }) => needed)) return undefined;
  return withoutPointers(options, '', new Set(hidden.map(({ at }) => at))) as ViewDocument['options'];
}

function withoutPointers(node: unknown, at: string, left: ReadonlySet<string>): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node)
    .filter(([key]) => !left.has(`${at}/${key}`))
    .map(([key, value]) => [key, withoutPointers(value, `${at}/${key}`, left)] as const);
  return Array.isArray(node) ? kept.map(([, value]) => value) : Object.fromEntries(kept);
}

/** Segments whose filter the person may use; that one has the name and label is all the browser needs. */
export function visibleSegments(sight: Sight): readonly Pick<SegmentDocument, 'name' | 'entity' | 'label' | 'help'>[] {
  return sight.model.list('segment').flatMap(({ name, entity: entityName, label, help }) => {
    const entity = sight.entity(entityName);
    if (!entity || !sight.segment(entity, name)) return [];
    return { name, entity: entityName, ...(label ? { label } : {}), ...(help ? { help } : {}) };
  });
}

/** Offered when at least one of its datasets can give rows; the others say "no access" in their place. */
export function hasVisibleData(
  sight: Sight,
  datasets: readonly Dataset[],
  registries: Pick<Registries, 'source'>,
): boolean {
  const read = datasets.flatMap(({ source }) => {
    const entities = entitiesRead(source, sight.model, registries);
    return entities ? [entities] : [];
  });
  return read.length === 0 || read.some((names) => names.every((name) => sight.access.mayEver('read', name)));
}

export interface Offered {
  readonly dashboards: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
}

/** Whose menu it is. */
export interface Reader {
  readonly roles: readonly string[];
  /** Entries made for some roles are shown too. */
  readonly seesAll: boolean;
}

/** Entries for others and those that cannot be opened are left out, groups without entries too. */
export function visibleMenu(sight: Sight, menu: MenuDocument, offered: Offered, reader: Reader): MenuDocument {
  const entries = visibleEntries(menu.entries, (entry) => visibleEntry(sight, entry, offered, reader));
  const { home, ...rest } = menu;
  return { ...rest, entries, ...(home !== undefined && holds(entries, home) ? { home } : {}) };
}

function visibleEntry(sight: Sight, entry: MenuEntry, offered: Offered, reader: Reader): MenuEntry | undefined {
  if (entry.type === 'separator') return entry;
  const { audience, ...shown } = entry;
  if (audience && !reader.seesAll && !audience.roles.some((role) => reader.roles.includes(role))) return undefined;
  switch (shown.type) {
    case 'group': {
      const entries = visibleEntries(shown.entries, (inner) => visibleEntry(sight, inner, offered, reader));
      return entries.length > 0 ? { ...shown, entries } : undefined;
    }
    case 'list': {
      const entity = sight.access.mayEver('read', shown.entity) ? sight.entity(shown.entity) : undefined;
      if (!entity) return undefined;
      const { badge, ...rest } = shown;
      return badge && sight.filter(entity, badge) ? shown : rest;
    }
    case 'link':
      return shown;
    default:
      return (shown.type === 'dashboard' ? offered.dashboards : offered.reports).has(shown.name) ? shown : undefined;
  }
}

/** Separators stand between entries, never at an end or twice. */
function visibleEntries(
  entries: readonly MenuEntry[],
  visible: (entry: MenuEntry) => MenuEntry | undefined,
): MenuEntry[] {
  const shown = entries.flatMap((entry) => visible(entry) ?? []);
  return shown.filter(
    (entry, index) => !isSeparator(entry) || (index > 0 && index < shown.length - 1 && !isSeparator(shown[index - 1]!)),
  );
}

const isSeparator = (entry: MenuEntry): boolean => entry.type === 'separator';

const holds = (entries: readonly MenuEntry[], id: string): boolean =>
  entries.some((entry) => entry.id === id || ('entries' in entry && holds(entry.entries, id)));
