/** `GET /api/app`: what the browser needs to show everything a person may see. */
import { Type } from '@sinclair/typebox';
import { forbidden } from '../../errors.js';
import type { Context, Release } from '../../context.js';
import { defineRoute, Reply, type Route } from '../../http/route.js';
import { appTag, composeApp } from './app.js';

export interface AppRouteDependencies {
  /** The release with the caller's drafts, for `?preview=draft`; absent: there is no preview. */
  draftRelease?(context: Context): Promise<Release>;
}

export function appRoutes(dependencies: AppRouteDependencies = {}): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/app',
      right: 'session',
      summary: 'The application as the caller may see it: menu, entities, forms, views, dashboards, reports.',
      query: Type.Object({ preview: Type.Optional(Type.Literal('draft')) }, { additionalProperties: false }),
      async handler(context, { query, ifNoneMatch }) {
        const seen = query['preview'] === 'draft' ? await previewOf(context, dependencies) : context;
        const ETag = `"${appTag(seen)}"`;
        if (ETag === `"${ifNoneMatch}"`) return new Reply(304, { empty: true }, { ETag });
        return new Reply(200, { json: composeApp(seen) }, { ETag });
      },
    }),
  ];
}

async function previewOf(context: Context, { draftRelease }: AppRouteDependencies): Promise<Context> {
  if (!draftRelease || !context.access.has('design')) {
    throw forbidden('RIGHT_MISSING', 'You need the right "design" to see drafts.');
  }
  return { ...context, release: await draftRelease(context) };
}
