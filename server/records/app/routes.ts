/** `GET /api/app`: what the browser needs to show everything a person may see. */
import { defineRoute, Reply, type Route } from '../../http/route.js';
import { appTag, composeApp } from './app.js';

export function appRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/app',
      right: 'session',
      summary: 'The application as the caller may see it: menu, entities, forms, views, dashboards, reports.',
      async handler(context, { ifNoneMatch }) {
        const ETag = `"${appTag(context)}"`;
        if (ETag === `"${ifNoneMatch}"`) return new Reply(304, { empty: true }, { ETag });
        return new Reply(200, { json: composeApp(context) }, { ETag });
      },
    }),
  ];
}
