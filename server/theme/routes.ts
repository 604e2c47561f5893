/** `GET /api/theme/:name`: stylesheet and pictures of the site's theme, for anybody. */
import { Type } from '@sinclair/typebox';
import { notFound } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import type { SiteTheme } from './site-theme.js';

/** A picture is a picture: opened in a tab it runs nothing and asks for nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export const themeRoutes = (theme: SiteTheme): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/theme/:name',
    right: 'public',
    summary: "A stylesheet or picture of the site's theme, under a name made of what it holds.",
    params: Type.Object({ name: Type.String({ pattern: '^[0-9a-f]{20}\\.(css|svg|png|webp)$' }) }),
    handler(_context, { params }) {
      const file = theme.file(params['name']!);
      if (!file) throw notFound();
      return Promise.resolve(
        new Reply(
          200,
          { bytes: file.bytes, type: file.type },
          { 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Security-Policy': policy },
        ),
      );
    },
  }),
];
