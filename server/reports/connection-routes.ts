/**
 * Whether a connection answers, one that is released or one as it is being written; for those who operate the site. A draft
 * needs what publishing it needs, and reaches no further: the same settings, one row, one wording for every failure.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { checkOptions } from '../../metadata/document/check-options.js';
import { ConnectionSchema, type ConnectionDocument } from '../../metadata/schema/connection.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { forbidden, invalid, notFound, unprocessable } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { mayEdit } from '../releases/may-edit.js';
import { connectionFailed } from '../work/connection-failed.js';
import { keepPassword } from './sources/connection-secret.js';
import { connectionSettings } from './sources/connection.js';

/** Milliseconds after which every failure is told, whatever it was: a port that is closed as one that does not answer. */
const patience = 3000;

interface Answers {
  readonly ok: true;
}

/** Of the release. Throws 404, and as testSettings. */
export async function testConnection(context: Context, name: string, most = patience): Promise<Answers> {
  const document = context.release.model.find('connection', name);
  if (!document) throw notFound();
  return testSettings(context, document, most);
}

/** As it is being written. Throws 403 for who could not publish it, 422 for what no connection may say, and as testSettings. */
export async function testDraft(context: Context, document: ConnectionDocument, most = patience): Promise<Answers> {
  mayEdit(context, 'connection');
  if (!context.access.has('design'))
    throw forbidden('RIGHT_MISSING', say`You need the right "${{ right: 'design' }}" for this.`);
  const problems = checkOptions('connection', document, context.registries);
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  return testSettings(context, document, most);
}

/** Throws CONNECTION_FAILED, in one wording and after one time. */
async function testSettings(context: Context, document: ConnectionDocument, most: number): Promise<Answers> {
  const began = performance.now();
  try {
    await context.work.run(
      'sql.read',
      {
        tables: [],
        rows: [],
        own: '',
        select: 'select 1 as one',
        bindings: [],
        recursive: false,
        keepsOrder: false,
        maxRows: 1,
        connection: await connectionSettings(context, document),
      },
      { timeoutMs: most, userId: context.principal.id },
    );
    return { ok: true };
  } catch {
    await pause(Math.max(0, most - (performance.now() - began)));
    throw connectionFailed();
  }
}

export const connectionRoutes = (): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/connections/:name/test',
    right: 'operate',
    summary:
      'Reads one row through a named connection, or through a draft of it; every failure is told in the same words.',
    params: Type.Object({ name: Type.String() }),
    body: Type.Object({ draft: Type.Optional(ConnectionSchema) }, { additionalProperties: false }),
    handler: (context, { params, body: { draft } }) =>
      draft ? testDraft(context, draft) : testConnection(context, params['name']!),
  }),
  defineRoute({
    method: 'PUT',
    path: '/connections/:name/secret',
    right: 'operate',
    summary: 'Keeps the password of a named connection, sealed; no route answers it. null takes it away.',
    params: Type.Object({ name: Type.String() }),
    body: Type.Object(
      { password: Type.Union([Type.String({ minLength: 1, maxLength: 1000 }), Type.Null()]) },
      { additionalProperties: false },
    ),
    async handler(context, { params, body }) {
      const document = context.release.model.find('connection', params['name']!);
      if (!document) throw notFound();
      const { secret } = document;
      if (!secret || !('kept' in secret))
        throw unprocessable('SECRET_NOT_KEPT', 'The document of this connection does not say that its password is kept here.'); // prettier-ignore
      await keepPassword(context, document, body.password);
      return new Reply(204, { empty: true });
    },
  }),
];
