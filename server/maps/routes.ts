/** `GET /api/maps/:name`: shapes for map charts. */
import { Type } from '@sinclair/typebox';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { createMapFiles } from './map-files.js';

/** `folder` holds an administrator's own maps. */
export function mapRoutes(folder: string): readonly Route[] {
  const maps = createMapFiles(folder);
  return [
    defineRoute({
      method: 'GET',
      path: '/maps/:name',
      right: 'session',
      summary: 'The shapes of a map, as TopoJSON or GeoJSON.',
      params: Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}$' }) }),
      async handler(_context, { params, ifNoneMatch }) {
        const { text, hash } = await maps.read(params['name']!);
        const ETag = `"${hash}"`;
        if (hash === ifNoneMatch) return new Reply(304, { empty: true }, { ETag });
        return new Reply(200, { text }, { ETag });
      },
    }),
  ];
}
