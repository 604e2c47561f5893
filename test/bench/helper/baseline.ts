/**
 * What a careful developer writes by hand for the same screens: Express and Knex, one file, the tables and indexes that
 * the product made (on a copy of its database), the same answers. Signed in by the session in the database, each query
 * limited to the caller's own rows, hidden fields left out, writes in one transaction with history and outbox. No
 * logging, no compression, no security headers: it is the floor, not a product.
 */
import { createHash } from 'node:crypto';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { mysqlPool } from '../../../server/database/mysql.js';
import { sqliteKnex } from '../../../server/database/sqlite.js';
import { findAlike, keysOf, storeKeys, storeWords } from './baseline-duties.js';

const newId = monotonicFactory();
const url = process.env['BASELINE_DATABASE']!;
const log = { info: () => undefined, warn: () => undefined, error: console.error };
const isSqlite = url.startsWith('sqlite:');
const db: Knex = isSqlite
  ? sqliteKnex({ filename: url.slice('sqlite:'.length), log })
  : mysqlPool({ url, log, flavour: 'mariadb', readOnly: false });

interface User {
  readonly id: string;
  readonly seesAll: boolean;
}

const app = express();
app.disable('x-powered-by');
app.get('/ready', async (_request, response) => {
  await db.raw('select 1');
  response.json({ status: 'ok' });
});

app.use(async (request: Request, response: Response, next: NextFunction) => {
  const id = /(?:^|; )sid=([A-Za-z0-9_-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const row = (await db('sys_session as s')
    .join('sys_account as a', 'a.user_id', 's.user_id')
    .join('sys_user_role as r', 'r.user_id', 's.user_id')
    .where('s.id_hash', createHash('sha256').update(id).digest('hex'))
    .first('s.user_id', 's.epoch', 's.expires_at', 'a.epoch as now_epoch', 'a.disabled', 'r.role')) as
    | { user_id: string; epoch: number; now_epoch: number; expires_at: string; disabled: number; role: string }
    | undefined;
  if (!row || row.disabled || row.epoch !== row.now_epoch || row.expires_at < new Date().toISOString()) {
    response.status(401).json({ error: { code: 'UNAUTHENTICATED', message: 'Sign in first.' } });
    return;
  }
  response.locals['user'] = { id: row.user_id, seesAll: row.role === 'bench_reader' } satisfies User;
  next();
});
app.use(express.json());

const userOf = (response: Response): User => response.locals['user'] as User;
const money = (value: unknown, scale: number): number | null =>
  value === null || value === undefined ? null : isSqlite ? Number(value) / scale : Number(value);
const reference = (id: unknown, label: unknown) => (id === null || id === undefined ? null : { id, label });

/* ---------------------------------------------------------------- list */

const listColumns = [
  'o.id', 'o.version', 'o.number', 'o.reference', 'o.status', 'o.ordered_on', 'o.required_on', 'o.shipped_on',
  'o.shipper', 'o.ship_city', 'o.ship_country', 'o.freight', 'o.total',
]; // prettier-ignore

app.get('/orders', async (request, response) => {
  const { status, from, names, count } = request.query as Record<string, string | undefined>;
  const limit = Math.min(200, Math.max(1, Number(request.query['limit'] ?? 50) || 50));
  const user = userOf(response);
  const rows = db('d_order as o').whereNull('o.deleted_at');
  if (!user.seesAll) rows.where('o.owner', user.id);
  if (status !== undefined) rows.where('o.status', status);
  if (from !== undefined) rows.where('o.ordered_on', '>=', from);
  const page = rows.clone().select(listColumns).orderBy('o.ordered_on', 'desc').orderBy('o.id').limit(limit);
  if (names !== undefined) {
    const own = user.seesAll ? '' : ' and c.owner = ?';
    page
      .joinRaw(
        `left join d_customer as c on c.id = o.customer and c.deleted_at is null${own}`,
        user.seesAll ? [] : [user.id],
      )
      .leftJoin('d_region as r', (join) => join.on('r.id', 'o.region').onNull('r.deleted_at'))
      .select('c.id as customer_id', 'c.name as customer_name', 'r.id as region_id', 'r.name as region_name');
  }
  const [found, total] = await Promise.all([
    page as Promise<Record<string, unknown>[]>,
    count === 'true' ? (rows.clone().count({ total: '*' }) as unknown as Promise<{ total: number }[]>) : undefined,
  ]);
  const answer = found.map(({ customer_id, customer_name, region_id, region_name, ...row }) => ({
    ...row,
    freight: money(row['freight'], 100),
    total: money(row['total'], 10_000),
    ...(names === undefined
      ? {}
      : { customer: reference(customer_id, customer_name), region: reference(region_id, region_name) }),
  }));
  response.json({ rows: answer, ...(total ? { total: Number(total[0]!.total) } : {}) });
});

/* ---------------------------------------------------------------- one record */

async function readCustomer(runner: Knex, id: string, user: User): Promise<Record<string, unknown> | undefined> {
  const query = runner('d_customer as c')
    .leftJoin('d_region as r', 'r.id', 'c.region')
    .leftJoin('d_customer as p', 'p.id', 'c.parent')
    .leftJoin('d_user as o', 'o.id', 'c.owner')
    .leftJoin('d_user as b', 'b.id', 'c.created_by')
    .leftJoin('d_user as u', 'u.id', 'c.updated_by')
    .where('c.id', id)
    .whereNull('c.deleted_at')
    .select('c.*', 'r.name as region_name', 'p.name as parent_name', 'o.name as owner_name')
    .select('b.name as created_name', 'u.name as updated_name')
    .first() as Knex.QueryBuilder<Record<string, unknown>, Record<string, unknown> | undefined>;
  const row = (await (user.seesAll ? query : query.where('c.owner', user.id))) as Record<string, unknown> | undefined;
  if (!row) return undefined;
  const {
    region_name, parent_name, owner_name, created_name, updated_name, name_k: _n, code_k: _c, city_k: _i, phone_k: _p,
    email_k: _e, deleted_at: _d, ...rest
  } = row; // prettier-ignore
  return {
    ...rest,
    credit_limit: money(rest['credit_limit'], 100),
    annual_revenue: money(rest['annual_revenue'], 100),
    region: reference(rest['region'], region_name),
    parent: reference(rest['parent'], parent_name),
    owner: reference(rest['owner'], owner_name),
    created_by: reference(rest['created_by'], created_name),
    updated_by: reference(rest['updated_by'], updated_name),
  };
}

app.get('/customers/:id', async (request, response) => {
  const record = await readCustomer(db, request.params.id, userOf(response));
  if (!record) return void response.status(404).json({ error: { code: 'NOT_FOUND', message: 'No such record.' } });
  return void response.json(record);
});

/* ---------------------------------------------------------------- writes */

const texts = ['name', 'code', 'type', 'region', 'phone', 'email', 'city', 'country'] as const;
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const companions: Readonly<Record<string, string>> = {
  name: 'name_k', code: 'code_k', city: 'city_k', phone: 'phone_k', email: 'email_k',
}; // prettier-ignore

/** The columns a body asks for, or what is wrong with it. */
function readBody(body: unknown): Record<string, string | number> | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'A record is an object.';
  const columns: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(body)) {
    if (key === 'employees') {
      if (!Number.isInteger(value) || (value as number) < 0) return 'employees is a whole number.';
      columns[key] = value as number;
    } else if ((texts as readonly string[]).includes(key)) {
      if (typeof value !== 'string' || value.length > 120) return `${key} is a text.`;
      const text = value.normalize('NFC').trim();
      columns[key] = text;
      const companion = companions[key];
      if (companion) columns[companion] = fold(text);
    } else return `There is no field ${key}.`;
  }
  return columns;
}

async function leaveTrail(
  trx: Knex,
  entry: { id: string; version: number; action: string; user: User; at: string; changes: object },
) {
  const { id, version, action, user, at, changes } = entry;
  await trx('sys_history').insert({
    id: newId(), entity: 'customer', record_id: id, version, at, user_id: user.id, action,
    changes: JSON.stringify({ fields: changes }),
  }); // prettier-ignore
  const payload = { entity: 'customer', id, version, action, fields: Object.keys(changes), by: user.id, at };
  await trx('sys_outbox').insert({
    id: newId(), topic: 'record', payload: JSON.stringify(payload), ordering_key: `customer:${id}`, state: 'waiting',
    available_at: at, attempts: 0,
  }); // prettier-ignore
}

const refuse = (response: Response, status: number, message: string) =>
  void response.status(status).json({ error: { message } });

/** `/whole`: with duplicates and search as well (baseline-duties.ts). */
const isWhole = (request: Request): boolean => request.path.startsWith('/whole/');

app.post(['/customers', '/whole/customers'], async (request, response) => {
  const user = userOf(response);
  const columns = readBody(request.body);
  if (typeof columns === 'string') return refuse(response, 422, columns);
  if (!columns['name']) return refuse(response, 422, 'name is required.');
  const record = await db.transaction(async (trx) => {
    if (columns['region'] !== undefined) {
      const region = (await trx('d_region')
        .where({ id: columns['region'] })
        .whereNull('deleted_at')
        .first('id')) as unknown;
      if (!region) return 'There is no such region.';
    }
    if (columns['code'] !== undefined) {
      const same = (await trx('d_customer').where({ code: columns['code'] }).first('id')) as unknown;
      if (same) return 'Another customer has this code.';
    }
    const keys = isWhole(request) ? keysOf(columns) : [];
    if ((await findAlike(trx, keys, user.id)).length > 0) return 'There is such a customer.';
    const id = newId();
    const at = new Date().toISOString();
    await trx('d_customer').insert({
      type: 'prospect', ...columns, id, version: 1, owner: user.id, created_at: at, created_by: user.id, updated_at: at,
      updated_by: user.id,
    }); // prettier-ignore
    const changes = Object.fromEntries(
      Object.entries(request.body as object).map(([key, value]) => [key, [null, value]]),
    );
    await leaveTrail(trx, { id, version: 1, action: 'create', user, at, changes });
    await storeKeys(trx, id, keys, true);
    if (isWhole(request)) await storeWords(trx, id, columns, true);
    return readCustomer(trx, id, user);
  });
  if (typeof record === 'string') return refuse(response, 422, record);
  return void response
    .status(201)
    .location(`/customers/${String(record!['id'])}`)
    .json(record);
});

app.patch(['/customers/:id', '/whole/customers/:id'], async (request, response) => {
  const user = userOf(response);
  const id = String(request.params['id']);
  const columns = readBody(request.body);
  if (typeof columns === 'string') return refuse(response, 422, columns);
  const version = Number(String(request.headers['if-match']).replaceAll('"', ''));
  const outcome = await db.transaction(async (trx) => {
    const query = trx('d_customer').where({ id }).whereNull('deleted_at').first();
    const before = (await (isSqlite ? query : query.forUpdate())) as Record<string, unknown> | undefined;
    if (!before || (!user.seesAll && before['owner'] !== user.id)) return 404;
    if (before['version'] !== version) return 409;
    const keys = isWhole(request) ? keysOf(columns) : [];
    if ((await findAlike(trx, keys, user.id)).some((other) => other !== id)) return 409;
    const at = new Date().toISOString();
    await trx('d_customer')
      .where({ id, version })
      .update({ ...columns, version: version + 1, updated_at: at, updated_by: user.id });
    const changes = Object.fromEntries(
      Object.entries(request.body as object).map(([key, value]) => [key, [before[key], value]]),
    );
    await leaveTrail(trx, { id, version: version + 1, action: 'update', user, at, changes });
    await storeKeys(trx, id, keys, false);
    if (isWhole(request)) await storeWords(trx, id, columns, false);
    return readCustomer(trx, id, user);
  });
  if (typeof outcome === 'number') return refuse(response, outcome, 'It was changed, or is not there.');
  return void response.json(outcome);
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`Baseline is ready: http://127.0.0.1:${(server.address() as { port: number }).port}`);
});
