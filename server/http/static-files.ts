/**
 * The built browser program. Files with a hash in their name never change and are kept for a year; index.html is asked
 * for each time and stands for every address of the app, since the browser program reads the address itself.
 */
import { say } from '../../metadata/words.js';
import { Router, static as serveStatic } from 'express';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError, notFound } from '../errors.js';

const hashed = /[-.][A-Z0-9a-z_]{8,}\.(?:js|css|svg|woff2?|png|json|map|wasm)$/;
const aYear = 'public, max-age=31536000, immutable';
const askAgain = 'no-cache';

/**
 * `folder` is dist/web, absolute; `dress` puts into the page what belongs to the site. A missing folder is told per request, so that the API
 * works without a build.
 */
export function staticFiles(folder: string, dress: (html: string) => string = (html) => html): Router {
  const router = Router();
  router.use((request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', say`${{ method: request.method }} is not possible here.`, {
      headers: { Allow: 'GET, HEAD' },
    });
  });
  router.use(
    serveStatic(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders(response, path) {
        response.setHeader('Cache-Control', hashed.test(path) ? aYear : askAgain);
      },
    }),
  );
  router.use(async (request, response) => {
    // What looks like a file and is none must not be answered with a page.
    const last = request.path.slice(request.path.lastIndexOf('/') + 1);
    if (last.includes('.') || !request.accepts('html')) throw notFound();
    const page = join(folder, 'index.html');
    if (!existsSync(page)) {
      throw new ApiError(503, 'NOT_BUILT', 'The browser program is not built. Run: npm run build', { retryAfter: 30 });
    }
    response.setHeader('Cache-Control', askAgain);
    const html = dress(await readFile(page, 'utf8'));
    response.setHeader('ETag', `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`);
    // Express answers 304 by itself to who has it already.
    response.type('html').send(html);
  });
  return router;
}
