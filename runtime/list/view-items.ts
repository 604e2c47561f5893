/** The views of a list as a menu: a phone has no tabs. */
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import { audienceWords } from './audience-words.js';
import { viewInAddress, viewsOf } from './list-views.js';

export function viewItems(host: Host, entityName: string, current: string | undefined): readonly MenuItem[] {
  const views = viewsOf(host, entityName);
  return views.map((view) => ({
    id: view.name,
    label: host.i18n.label(view.label, view.name),
    checked: view.name === current,
    ...whom(host, view.name),
    run: () => void host.router.go(hrefs.list(entityName, { view: viewInAddress(host, entityName, view.name) })),
  }));
}

/** Whom a shared view is for. */
function whom(host: Host, name: string): Pick<MenuItem, 'key'> {
  const saved = host.app.lists.find(name);
  const key = saved && audienceWords(host, saved);
  return key === undefined ? {} : { key };
}
