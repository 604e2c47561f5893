/** Merging as it is begun from a list, a form or the page of duplicates: the dialog, and what is said when it is done. */
import type { WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { labelOf } from '../data/search-references.js';
import { fieldRefusal } from '../list/edit/cell-permission.js';
import type { RecordEditor } from '../record/record-editor.js';
import type { Host } from '../host/host.js';
import './merge-dialog.js';
import type { TrMergeDialog } from './merge-dialog.js';
import { isChosen } from './merge-rows.js';

export interface MergePlace {
  readonly host: Host;
  readonly entityName: string;
  readonly renderRoot: DocumentFragment | HTMLElement;
}

type Asked = Pick<TrMergeDialog, 'ids'> & Partial<Pick<TrMergeDialog, 'unsaved' | 'staying'>>;

/** The record that stays; undefined where nothing was merged. */
export async function runMerge(
  { host, entityName, renderRoot }: MergePlace,
  asked: Asked,
  toOpen = true,
): Promise<WireRecord | undefined> {
  const entity = host.app.entity(entityName)!;
  const dialog = document.createElement('tr-merge-dialog');
  Object.assign(dialog, { host, entity, ...asked });
  renderRoot.append(dialog);
  const kept = await dialog.run();
  dialog.remove();
  if (!kept) return undefined;
  const name = labelOf(kept, entity.nameFields);
  const open = { label: host.i18n.t('list.open'), run: () => void host.router.go(hrefs.record(entityName, kept.id)) };
  host.toasts.show({
    text: host.i18n.t('merge.done', { count: asked.ids.length - 1, name }),
    ...(toOpen ? { action: open } : {}),
  });
  return kept;
}

/** The record of a form with another one. Values that are not saved yet can be chosen; what cannot be stays in the form. */
export async function mergeFromForm(editor: RecordEditor, place: MergePlace, other: string): Promise<boolean> {
  const { host, entityName } = place;
  const { draft, entity } = editor;
  if (!draft?.base || !entity) return false;
  const { id } = draft.base;
  const names = draft.changedNames.filter((name) => {
    const field = entity.fields.get(name);
    return field && isChosen(field) && fieldRefusal(host, entityName, field) === undefined;
  });
  const changes = Object.fromEntries(names.map((name) => [name, draft.get(name)]));
  const isMore = names.length < draft.changedNames.length || draft.unreadable.size > 0;
  const asked = { ids: [id, other], unsaved: { [id]: changes }, staying: isMore ? id : '' };
  const kept = await runMerge(place, asked, false);
  if (!kept) return false;
  if (kept.id === id) {
    draft.rebase(kept, names);
    if (!draft.isDirty) editor.forgetKept();
    editor.showErrors(new Map());
  } else {
    editor.forgetKept();
    draft.discard();
    host.router.force(hrefs.record(entityName, kept.id), true);
  }
  return true;
}
