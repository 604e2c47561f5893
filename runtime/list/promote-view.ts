/** A saved view as a document: a draft of the designer who asks for it, published like any other. */
import { ulid } from 'ulid';
import type { ViewDocument } from '../../metadata/schema/entity.js';
import type { SavedLook } from '../../metadata/schema/saved-view.js';
import type { Host } from '../host/host.js';

/** The name is made of the label, and of the day's time where that is taken or cannot be written so. */
export function documentOfLook(host: Host, entity: string, label: string, look: SavedLook): ViewDocument {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, ''); // prettier-ignore
  const begin = `${entity}_${plain}`.slice(0, 30).replace(/_+$/, '');
  const isTaken = plain === '' || host.app.document.views.some((view) => view.name === begin);
  const name = isTaken ? `${begin}_${host.now().getTime().toString(36)}` : begin;
  return {
    kind: 'view',
    id: ulid(),
    name,
    schema: 1,
    label: { [host.i18n.language]: label },
    entity,
    mode: 'table',
    ...look,
    columns: look.columns ?? [{ path: host.app.entity(entity)?.nameFields[0] ?? 'id' }],
  };
}

/** Throws ApiFailure. */
export async function putDraft(host: Host, document: ViewDocument): Promise<void> {
  const path = `/documents/view/${document.name}`;
  await host.api.request('PUT', path, { body: document, version: 0 });
}
