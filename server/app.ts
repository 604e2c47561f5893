/**
 * The Express app, which does not listen:  id and log -> headers -> work stands back -> /api -> browser program (compressed) -> errors
 */
import compression from 'compression';
import express, { type Express } from 'express';
import type { CreateChecker } from '../metadata/document/validate.js';
import type { Identities } from './access/identity.js';
import type { RefusalWatch } from './access/refusal-watch.js';
import type { Config } from './config.js';
import type { Services } from './context.js';
import { createApiRouter, type AdapterOptions } from './http/adapter.js';
import { sharedPageHeaders } from './links/page-headers.js';
import { createMessages, type MessageSource } from './messages/messages.js';
import { errorHandler } from './http/error-handler.js';
import { securityHeaders } from './http/headers.js';
import { requestLog } from './http/request-log.js';
import type { Route } from './http/route.js';
import { staticFiles } from './http/static-files.js';
import { createReaders, tellAnswer } from './http/tell-answer.js';
import { nobodyWaits, type Foreground } from './work/foreground.js';

export interface AppDependencies {
  readonly services: Services;
  readonly identities: Identities;
  /** Every route below /api; each states a right, or this throws. */
  readonly routes: readonly Route[];
  readonly createChecker: CreateChecker;
  readonly previews?: AdapterOptions['previews'];
  readonly config: Pick<Config, 'url' | 'trustProxy' | 'bodyLimit'> & Partial<Pick<Config, 'embedOrigins'>>;
  /** Writes refusals as security events. */
  readonly refusals?: RefusalWatch;
  /** Sentences of the plugins in other languages. */
  readonly messages?: readonly MessageSource[];
  /** Told of requests while they are answered. */
  readonly foreground?: Foreground;
  /** Absolute path of dist/web. */
  readonly webFolder: string;
  /** Puts into the page what belongs to the site. */
  page?(html: string): string;
}

export function createApp(dependencies: AppDependencies): Express {
  const { services, config, foreground = nobodyWaits } = dependencies;
  const messages = createMessages(dependencies.messages ?? []);
  const readers = createReaders(messages, () => dependencies.identities.siteLanguage());
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Query strings are read by our own strict reader (http/query-string.ts).
  app.set('query parser', false);
  app.set('trust proxy', config.trustProxy.length > 0 ? [...config.trustProxy] : false);
  app.set('case sensitive routing', true);
  app.use(requestLog(services));
  app.use(securityHeaders({ https: config.url?.startsWith('https:') === true }));
  app.use('/api', (_request, response, next) => {
    response.once('close', foreground.begin());
    next();
  });
  app.use(
    '/api',
    createApiRouter(dependencies.routes, {
      services,
      identities: dependencies.identities,
      createChecker: dependencies.createChecker,
      ...(dependencies.previews ? { previews: dependencies.previews } : {}),
      told: tellAnswer(readers),
      siteUrl: config.url,
      bodyLimit: config.bodyLimit,
    }),
  );
  app.get('/shared/:token', sharedPageHeaders(services, config.embedOrigins ?? []));
  app.use(compression(), staticFiles(dependencies.webFolder, dependencies.page));
  app.use(
    errorHandler({
      log: services.log,
      readers,
      ...(dependencies.refusals ? { refused: dependencies.refusals.tell } : {}),
    }),
  );
  return app;
}
