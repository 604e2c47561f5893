/**
 * connection: another database that SQL datasets read (docs/datasets.md). Its options are these and no others: drivers
 * have some that read files or run statements, so none of them can be named. Only those who operate the site write one.
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, oneOf } from './common.js';

/**
 * Where the password is; never the password: a variable of the server's environment (no other can be named), or kept sealed
 * by the site (`PUT /api/connections/:name/secret`).
 */
export const ConnectionSecretSchema = Type.Union([
  closed({ environment: Type.String({ pattern: '^TRELLIS_CONNECTION_[A-Z0-9_]{1,40}$' }) }),
  closed({ kept: Type.Literal(true) }),
]);

/** What each type needs and may have: metadata/document/check-options.ts. */
export const ConnectionSchema = document('connection', 1, {
  type: oneOf(['mysql', 'sqlite']),
  host: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$' })),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
  /** Its name; of SQLite a file in the folder `connections` of TRELLIS_DATA. */
  database: Type.String({ pattern: '^[A-Za-z0-9_-]{1,60}(\\.db|\\.sqlite)?$' }),
  user: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.-]{1,80}$' })),
  secret: Type.Optional(ConnectionSecretSchema),
});
export type ConnectionDocument = Static<typeof ConnectionSchema>;
