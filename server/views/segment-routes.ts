/** Segments that people keep, over HTTP. */
import { Type } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import { FilterSchema } from '../../metadata/schema/query.js';
import { savedViewScopes } from '../../metadata/schema/saved-view.js';
import type { SegmentOverlay } from '../access/segment-overlay.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { entityToRead } from '../records/entity.js';
import { parseVersion } from '../records/parse-request.js';
import { changeSegment, createSegment, deleteSegment, listSegments, restoreSegment, type Segment } from './segments.js';

const params = closed({ id: Ulid });
const Label = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const Help = Type.Optional(Type.String({ maxLength: 400 }));
const Scope = oneOf(savedViewScopes);
const Target = Type.Optional(Type.String({ minLength: 1, maxLength: 60 }));

const tagged = (status: number, segment: Segment) =>
  new Reply(status, { json: segment }, { ETag: `"${segment.version}"` });

export function segmentRoutes(overlay: SegmentOverlay): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/segments',
      right: 'session',
      summary: 'Segments that people keep and that the caller may use, with what they ask.',
      handler: async (context) => ({ segments: await listSegments(context, overlay) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/segments',
      right: 'session',
      summary:
        'Keeps a filter as a segment: for oneself, or with the right views.share for a role, a department (subtree: and all below it) or everybody. Filters use it by its name.',
      body: closed({ entity: Name, label: Label, help: Help, scope: Scope, target: Target, filter: FilterSchema }),
      filters: ['filter'],
      async handler(context, { body }) {
        entityToRead(context, body.entity);
        return tagged(201, await createSegment(context, body));
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/segments/:id',
      right: 'session',
      summary: 'Renames, describes, shares or changes a segment; If-Match is the version that was seen.',
      params,
      body: closed({
        label: Type.Optional(Label),
        help: Help,
        scope: Type.Optional(Scope),
        target: Target,
        filter: Type.Optional(FilterSchema),
      }),
      filters: ['filter'],
      async handler(context, { params: { id }, body, ifMatch }) {
        return tagged(200, await changeSegment(context, overlay, { id: id!, version: parseVersion(ifMatch) }, body));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/segments/:id',
      right: 'session',
      summary: 'Deletes a segment; it can be restored. Saved views that use it are not offered meanwhile.',
      params,
      async handler(context, { params: { id }, ifMatch }) {
        await deleteSegment(context, overlay, { id: id!, version: parseVersion(ifMatch) });
        return new Reply(204, { empty: true });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/segments/:id/restore',
      right: 'session',
      summary: 'Brings a deleted segment back.',
      params,
      handler: async (context, { params: { id } }) => tagged(200, await restoreSegment(context, id!)),
    }),
  ];
}
