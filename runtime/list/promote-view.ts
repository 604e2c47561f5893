/** A saved view or segment as a document: a draft of the designer who asks for it, published like any other. */
import { ulid } from 'ulid';
import type { SegmentDocument, ViewDocument } from '../../metadata/schema/entity.js';
import type { SavedLook } from '../../metadata/schema/saved-view.js';
import type { Host } from '../host/host.js';
import type { Segment } from './segments/segment-client.js';

export function documentOfLook(host: Host, entity: string, label: string, look: SavedLook): ViewDocument {
  const taken = host.app.document.views.map((view) => view.name);
  return {
    ...{ kind: 'view', id: ulid(), name: nameOf(host, entity, label, taken), schema: 1 },
    label: { [host.i18n.language]: label },
    entity,
    mode: 'table',
    ...look,
    columns: look.columns ?? [{ path: host.app.entity(entity)?.nameFields[0] ?? 'id' }],
  };
}

export function documentOfSegment(host: Host, { entity, label, help, filter }: Segment): SegmentDocument {
  const { language } = host.i18n;
  const taken = host.app.document.segments.map((segment) => segment.name);
  return {
    ...{ kind: 'segment', id: ulid(), name: nameOf(host, entity, label, taken), schema: 1 },
    label: { [language]: label },
    ...(help === '' ? {} : { help: { [language]: help } }),
    entity,
    filter,
  };
}

/** Made of the label, and of the day's time where that is taken or cannot be written so. */
function nameOf(host: Host, entity: string, label: string, taken: readonly string[]): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, ''); // prettier-ignore
  const begin = `${entity}_${plain}`.slice(0, 30).replace(/_+$/, '');
  return plain === '' || taken.includes(begin) ? `${begin}_${host.now().getTime().toString(36)}` : begin;
}

/** Throws ApiFailure. */
export async function putDraft(host: Host, document: ViewDocument | SegmentDocument): Promise<void> {
  const path = `/documents/${document.kind}/${document.name}`;
  await host.api.request('PUT', path, { body: document, version: 0 });
}
