/** Runs an action from a page: dialog, toast, and on to what it opens. Loaded when the first one is run. */
import type { EntityAction } from '../../metadata/schema/entity-action.js';
import { hrefs } from '../data/router.js';
import type { Host } from '../host/host.js';
import './action-dialog.js';
import type { ActionDone, ActionPlace } from './action-client.js';

export interface RunFrom {
  readonly host: Host;
  /** Where the dialog stands while it is open. */
  readonly root: ParentNode & Node;
  readonly place: Omit<ActionPlace, 'name'>;
  readonly action: EntityAction;
  /** It was run, and nothing is opened: the page shows the record anew. */
  stay(): Promise<void>;
}

export async function runAction({ host, root, place, action, stay }: RunFrom): Promise<void> {
  const dialog = document.createElement('tr-action-dialog');
  Object.assign(dialog, { host, action, place: { ...place, name: action.name } });
  root.append(dialog);
  const done = await dialog.run();
  dialog.remove();
  if (!done) return;
  host.toasts.show({ text: sentence(host, action, done) });
  if (done.opens && host.app.access(done.opens.entity)?.read)
    host.router.force(hrefs.record(done.opens.entity, done.opens.id));
  else await stay();
}

/** "Convert lead: Customer Aurora GmbH, Contact Eva Roth". */
function sentence(host: Host, { label, name }: EntityAction, { made }: ActionDone): string {
  const action = host.i18n.label(label, name);
  const things = Object.values(made).flatMap(({ entity, label: title }) => {
    const known = host.app.entity(entity);
    return known ? [`${host.i18n.label(known.label, entity)} ${title ?? ''}`.trim()] : [];
  });
  if (things.length === 0) return host.i18n.t('action.done', { action });
  const list = new Intl.ListFormat(host.i18n.language, { type: 'unit' }).format(things);
  return host.i18n.t('action.made', { action, things: list });
}
