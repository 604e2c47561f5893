/** Requests about segments that people keep. What a filter offers comes with the application, which is asked again. */
import type { Filter } from '../../../metadata/schema/query.js';
import type { SavedView } from '../../data/list-store.js';
import type { Host } from '../../host/host.js';

/** An entry of `GET /api/segments`. */
export interface Segment extends Pick<
  SavedView,
  'id' | 'entity' | 'scope' | 'target' | 'audience' | 'version' | 'mayChange'
> {
  /** What filters call it. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly filter: Filter;
}

export type SegmentBody = Pick<Segment, 'label' | 'help' | 'scope' | 'filter'> & { readonly target?: string };

/** Throws ApiFailure, as all of these. */
export async function segmentsOf({ api }: Host, entity: string): Promise<readonly Segment[]> {
  const { segments } = await api.get<{ readonly segments: readonly Segment[] }>('/segments');
  return segments.filter((segment) => segment.entity === entity);
}

export async function keepSegment(host: Host, entity: string, body: SegmentBody): Promise<Segment> {
  const made = await host.api.post<Segment>('/segments', { entity, ...body });
  await known(host, entity);
  return made;
}

export async function changeSegment(host: Host, segment: Segment, body: Partial<SegmentBody>): Promise<Segment> {
  const { id, version, entity } = segment;
  const { body: changed } = await host.api.request<Segment>('PATCH', `/segments/${id}`, { body, version });
  await known(host, entity);
  return changed;
}

export async function deleteSegment(host: Host, { id, version, entity }: Segment): Promise<void> {
  await host.api.request('DELETE', `/segments/${id}`, { version });
  await known(host, entity);
}

export async function restoreSegment(host: Host, { id, entity }: Segment): Promise<void> {
  await host.api.request('POST', `/segments/${id}/restore`);
  await known(host, entity);
}

/** Rows that were kept may be those of the segment as it was. */
async function known(host: Host, entity: string): Promise<void> {
  host.records.forget(entity);
  await host.app.load();
}
