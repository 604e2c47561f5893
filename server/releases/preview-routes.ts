/** `POST /previews`: a link to one's drafts for colleagues who may design. */
import type { Context } from '../context.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { makePreviewKey } from './preview-key.js';

export const previewRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/previews',
    right: 'design',
    summary: 'Makes a key to a preview of your drafts, for others who may design; nothing is stored.',
    handler: (context: Context) =>
      Promise.resolve(new Reply(201, { json: makePreviewKey(context, context.principal.id) })),
  }),
];
