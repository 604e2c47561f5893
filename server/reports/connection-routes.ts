/** Whether a named connection answers; for those who operate the site. */
import { setTimeout as pause } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import type { Context } from '../context.js';
import { notFound, unprocessable } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { connectionFailed } from '../work/connection-failed.js';
import { keepPassword } from './sources/connection-secret.js';
import { connectionSettings } from './sources/connection.js';

/** Milliseconds after which every failure is told, whatever it was: a port that is closed as one that does not answer. */
const patience = 3000;

/** Throws CONNECTION_FAILED, in one wording and after one time. */
export async function testConnection(context: Context, name: string, most = patience): Promise<{ readonly ok: true }> {
  const document = context.release.model.find('connection', name);
  if (!document) throw notFound();
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
    summary: 'Reads one row through a named connection; every failure is told in the same words.',
    params: Type.Object({ name: Type.String() }),
    body: Type.Object({}, { additionalProperties: false }),
    handler: (context, { params }) => testConnection(context, params['name']!),
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
