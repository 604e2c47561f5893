/** The filter of the list, opened from within a view mode at one of its paths: what is chosen is added to the address. */
import type { Filter } from '../../../metadata/schema/query.js';
import type { FieldHost } from '../../host/field-views.js';
import type { Host } from '../../host/host.js';
import '../../ui/panel.js';
import type { TrPanel } from '../../ui/panel.js';
import { activeFilter, filterParts, joinParts, listHref, readListState } from '../list-state.js';
import { viewOf } from '../list-request.js';

export interface FilterPlace {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly entityName: string;
  /** The panel is put in here. */
  readonly root: ParentNode;
}

export async function askFilter(place: FilterPlace, path: string, cause: HTMLElement): Promise<void> {
  const { host, fieldHost, entityName, root } = place;
  await import('../filter-panel.js');
  const panel = document.createElement('tr-panel') as TrPanel;
  const content = document.createElement('tr-filter-panel');
  Object.assign(panel, { host, label: host.i18n.t('filter.title') });
  Object.assign(content, { host, fieldHost, entityName, startField: path });
  panel.append(content);
  root.append(panel);
  panel.addEventListener('tr-closed', () => panel.remove());
  content.addEventListener('tr-build', () => {
    panel.close();
    void buildFilter(place);
  });
  content.addEventListener('tr-done', (event) => {
    panel.close();
    const leaf = (event as CustomEvent<Filter | undefined>).detail;
    if (leaf) show(place, [...parts(place), leaf]);
  });
  await panel.updateComplete;
  await content.updateComplete;
  panel.openAt(cause);
  content.focusFirst();
}

async function buildFilter(place: FilterPlace): Promise<void> {
  const { host, fieldHost, entityName, root } = place;
  await import('../build/filter-builder.js');
  const builder = document.createElement('tr-filter-builder');
  Object.assign(builder, { host, fieldHost, entityName });
  root.append(builder);
  const filter = await builder.run(joinParts(parts(place)));
  builder.remove();
  if (filter) show(place, filterParts(filter));
}

function parts({ host, entityName }: FilterPlace): readonly Filter[] {
  const state = readListState(host.router.route.query);
  return filterParts(activeFilter(state, viewOf(host, entityName, state)));
}

function show({ host, entityName }: FilterPlace, filters: readonly Filter[]): void {
  const state = readListState(host.router.route.query);
  void host.router.go(listHref(entityName, { ...state, filter: joinParts(filters) }));
}
