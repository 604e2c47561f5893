/** What may be done with segments from a list: keep its conditions as one, show, change, delete with undo, make it a draft. */
import type { Filter } from '../../../metadata/schema/query.js';
import { ApiFailure } from '../../data/api-client.js';
import { withQuery } from '../../data/router.js';
import type { Host } from '../../host/host.js';
import type { MenuItem } from '../../ui/menu.js';
import { deleteSegment, restoreSegment, type Segment } from './segment-client.js';

export interface SegmentPage {
  readonly host: Host;
  readonly entityName: string;
  readonly renderRoot: DocumentFragment | HTMLElement;
  /** Shows the list with this filter alone. */
  show(filter: Filter): void;
  /** Takes a segment out of the conditions of the list. */
  drop(name: string): void;
}

/** `filter`: what the list asks now. */
export function segmentItems(page: SegmentPage, filter: Filter | undefined): readonly MenuItem[] {
  const { host, entityName } = page;
  const { i18n } = host;
  const none = filter === undefined || JSON.stringify(filter) === '{"and":[]}';
  return [
    {
      ...{ id: 'segment', label: i18n.t('segment.save'), icon: 'list-filter' },
      ...(none ? { reason: i18n.t('segment.needsFilter') } : {}),
      run: () => void openDialog(page, filter, undefined),
    },
    ...(host.app.document.segments.some(({ entity }) => entity === entityName)
      ? [{ id: 'segments', label: i18n.t('segment.manage'), icon: 'layers', run: () => void manage(page, none ? undefined : filter) }] // prettier-ignore
      : []),
  ];
}

async function openDialog(page: SegmentPage, filter: Filter | undefined, segment: Segment | undefined): Promise<void> {
  const { host, entityName, renderRoot } = page;
  await import('./segment-dialog.js');
  const dialog = document.createElement('tr-segment-dialog');
  Object.assign(dialog, { host, entityName, filter, segment });
  renderRoot.append(dialog);
  const done = await dialog.run();
  dialog.remove();
  if (!done) return;
  const show = { label: host.i18n.t('segment.show'), run: () => page.show({ segment: done.name }) };
  host.toasts.show({ text: host.i18n.t('segment.saved', { name: done.label }), action: show });
}

async function manage(page: SegmentPage, filter: Filter | undefined): Promise<void> {
  const { host, entityName, renderRoot } = page;
  await import('./segment-list.js');
  const list = document.createElement('tr-segment-list');
  list.host = host;
  list.entityName = entityName;
  renderRoot.append(list);
  const choice = await list.run();
  list.remove();
  if (choice?.act === 'show') page.show({ segment: choice.name });
  else if (choice?.act === 'edit') await openDialog(page, filter, choice.segment);
  else if (choice?.act === 'delete') await attempt(host, () => remove(page, choice.segment));
  else if (choice?.act === 'draft') await attempt(host, () => promote(host, choice.segment));
}

async function remove(page: SegmentPage, segment: Segment): Promise<void> {
  const { host } = page;
  const { i18n } = host;
  page.drop(segment.name);
  await deleteSegment(host, segment);
  host.toasts.show({
    text: i18n.t('segment.deleted', { name: segment.label }),
    action: { label: i18n.t('common.undo'), run: () => void attempt(host, () => restoreSegment(host, segment)) },
  });
}

/** A draft of a segment document: once published, reports and dashboards of the release can use it. */
async function promote(host: Host, segment: Segment): Promise<void> {
  const { documentOfSegment, putDraft } = await import('../promote-view.js');
  const document = documentOfSegment(host, segment);
  await putDraft(host, document);
  void host.router.go(withQuery(`/design/segment/${document.name}`, {}));
}

async function attempt(host: Host, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    host.toasts.show({ text: error.message, tone: 'bad' });
  }
}
