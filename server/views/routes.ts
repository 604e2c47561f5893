/** Saved views and the settings of lists over HTTP. */
import { Type } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import { ListSettingSchema, SavedLookSchema, savedViewScopes } from '../../metadata/schema/saved-view.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { entityToRead } from '../records/entity.js';
import { parseVersion } from '../records/parse-request.js';
import { audiencesOf } from './audiences.js';
import { createLookCheck } from './check-look.js';
import { readListSettings, writeListSetting, writeStart } from './list-settings.js';
import { changeView, createView, deleteView, listViews, restoreView, type SavedView } from './saved-views.js';

const params = closed({ id: Ulid });
const ViewName = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const Scope = oneOf(savedViewScopes);
const Target = Type.Optional(Type.String({ minLength: 1, maxLength: 60 }));
/** The name of a view document, the id of a saved view, or empty for an entity without views. */
const ViewKey = Type.String({ pattern: '^([a-z][a-z0-9_]{0,40}|[0-7][0-9A-HJKMNP-TV-Z]{25})?$' });

const tagged = (status: number, view: SavedView) => new Reply(status, { json: view }, { ETag: `"${view.version}"` });

/** `validator` checks mode and options as those of a view document. */
export function viewRoutes(validator: DocumentValidator): readonly Route[] {
  const checkLook = createLookCheck(validator);
  return [
    defineRoute({
      method: 'GET',
      path: '/views',
      right: 'session',
      summary: 'Saved views that the caller may use, and the caller’s own columns and default views by entity.',
      async handler(context) {
        const [views, settings] = await Promise.all([listViews(context), readListSettings(context)]);
        return { views, settings };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/views/audiences',
      right: 'session',
      summary: 'Roles and departments that the caller may share views with; none without the right views.share.',
      handler: (context) => audiencesOf(context),
    }),
    defineRoute({
      method: 'POST',
      path: '/views',
      right: 'session',
      summary:
        'Saves a view: for oneself, or with the right views.share for a role, a department (subtree: and all below it) or everybody.',
      body: closed({ entity: Name, name: ViewName, scope: Scope, target: Target, look: SavedLookSchema }),
      filters: ['look.filter'],
      async handler(context, { body }) {
        entityToRead(context, body.entity);
        return tagged(201, await createView(context, body, checkLook));
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: '/views/:id',
      right: 'session',
      summary: 'Renames, shares or changes a saved view; If-Match is the version that was seen.',
      params,
      body: closed({
        name: Type.Optional(ViewName),
        scope: Type.Optional(Scope),
        target: Target,
        look: Type.Optional(SavedLookSchema),
      }),
      filters: ['look.filter'],
      async handler(context, { params: { id }, body, ifMatch }) {
        return tagged(200, await changeView(context, id!, parseVersion(ifMatch), body, checkLook));
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/views/:id',
      right: 'session',
      summary: 'Deletes a saved view; it can be restored.',
      params,
      async handler(context, { params: { id }, ifMatch }) {
        await deleteView(context, id!, parseVersion(ifMatch));
        return new Reply(204, { empty: true });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/views/:id/restore',
      right: 'session',
      summary: 'Brings a deleted view back.',
      params,
      handler: async (context, { params: { id } }) => tagged(200, await restoreView(context, id!)),
    }),
    defineRoute({
      method: 'PUT',
      path: '/list-settings/:entity',
      right: 'session',
      summary: 'Keeps the caller’s columns of a view, or the view that opens first; null takes them back.',
      params: closed({ entity: Name }),
      body: Type.Union([
        closed({ view: ViewKey, setting: Type.Union([ListSettingSchema, Type.Null()]) }),
        closed({ start: Type.Union([ViewKey, Type.Null()]) }),
      ]),
      async handler(context, { params: { entity }, body }) {
        entityToRead(context, entity!);
        if ('start' in body) await writeStart(context, entity!, body.start);
        else await writeListSetting(context, entity!, body.view, body.setting);
        return body;
      },
    }),
  ];
}
