/**
 * What the hostile suite stands on: the whole product with the CRM documents, two people who may see only their own
 * records, a designer, a few records; requests sent byte for byte; a dump of everything that must not change.
 */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createConnection } from 'node:net';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Database } from '../../server/database/database.js';
import { createRecord } from '../../server/records/create.js';
import { siteSettled } from '../helper/site-settled.js';
import { everyRefusal } from '../helper/refusal-events.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

/** Writes customers and orders of their own; `credit_limit` is for reading only, `annual_revenue` and `cost` are hidden. */
const desk: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00H0ST1EDESK000001',
  name: 'hostile_desk',
  schema: 1,
  grants: [
    ...['customer', 'contact', 'order', 'order_line', 'task'].map((entity) => ({
      entity,
      actions: { create: true, read: 'own', update: 'own', delete: 'own', assign: 'own', bulk: true } as const,
      ...(entity === 'customer' ? { fields: { credit_limit: 'read', annual_revenue: 'hidden' } as const } : {}),
    })),
    { entity: 'product', actions: { read: 'all' }, fields: { cost: 'hidden' } },
    { entity: 'user', actions: { read: 'all' } },
  ],
  rights: ['report.run'],
};

/** Ids that cases put into paths and bodies. */
export interface Places {
  readonly customer: string;
  /** Of version 2. */
  readonly changed: string;
  readonly other: string;
  readonly order: string;
  readonly line: string;
  readonly product: string;
  readonly user: string;
}

export interface HostileSite {
  readonly live: LiveSite;
  readonly places: Places;
  /** Cookies by login. */
  readonly cookies: Readonly<Record<string, string>>;
}

export async function openHostileSite(url: string): Promise<HostileSite> {
  const live = await startLiveSite({
    url,
    packages: [{ id: 'hostile', documents: [desk] }],
    // More than there are cases: each is looked for by its request.
    refusals: everyRefusal,
  });
  const ann = await live.addUser({ login: 'ann', roles: ['hostile_desk'] });
  const bob = await live.addUser({ login: 'bob', roles: ['hostile_desk'] });
  const system = live.site.system('hostile');
  const product = (await createRecord(system, 'product', { name: 'Tea', list_price: 10, cost: 4 })).id;
  const other = (await createRecord(system, 'customer', { name: 'Of another person', owner: bob })).id;
  const customer = (await createRecord(system, 'customer', { name: 'Acme', owner: ann, annual_revenue: 7 })).id;
  const browser = await live.signIn('ann');
  const changed = (await browser.post('/api/records/customer', { name: 'Twice' })).json.id as string;
  await browser.send('PATCH', `/api/records/customer/${changed}`, { city: 'Here' }, { 'If-Match': '"1"' });
  const order = await browser.post('/api/records/order', { customer, lines: [{ product, quantity: 2 }] });
  if (order.status !== 201) throw new Error(`The order was not made: ${order.status} ${order.text}`);
  const opportunity = (await createRecord(system, 'opportunity', { name: 'Deal', customer: other, owner: ann })).id;
  const request = (await createRecord(system, 'service_request', { subject: 'Help', customer: other })).id;
  await createRecord(system, 'interaction', { subject: 'Call', customer: other, opportunity, request });
  await siteSettled(live.site.services.database);
  const admin = await live.signIn('admin');
  return {
    live,
    cookies: { ann: browser.cookie!, admin: admin.cookie! },
    places: {
      customer, changed, other, product, user: ann,
      order: order.json.id as string,
      line: order.json.lines[0].id as string,
    },
  }; // prettier-ignore
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Sent without a length announced. */
  readonly chunked?: boolean;
}

/** Sends the path and body as they are. The answer counts even when the server stops reading before all was sent. */
export function send(address: string, { method, path, headers, body, chunked }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const { hostname, port } = new URL(address);
    const sending = request({ hostname, port, method, path, headers: { ...headers, ...length }, agent: false });
    let answered = false;
    sending.on('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      const done = () => resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString('utf8') });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', done);
      response.on('error', done);
    });
    sending.on('error', (error) => {
      if (!answered) reject(error);
    });
    sending.end(body);
  });
}

/** Bytes to a socket; what comes back until the server closes. */
export function sendBytes(address: string, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => void (text += String(chunk)));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), text: body });
    });
  });
}

/** What may move by itself, and why; every other table must stay as it is. */
const moving: Readonly<Record<string, string>> = {
  sys_session: 'each request tells when the session was last seen',
  sys_event: 'each refusal leaves one: the suites count them',
};

export async function tablesOf(database: Database): Promise<readonly string[]> {
  const names =
    database.engine === 'sqlite'
      ? await database.read('sqlite_master').where({ type: 'table' }).pluck('name')
      : await database.read('information_schema.tables').whereRaw('table_schema = database()').pluck('table_name');
  return (names as string[]).sort();
}

export const stillTables = async (database: Database): Promise<readonly string[]> =>
  (await tablesOf(database)).filter((each) => !Object.hasOwn(moving, each));

/** Hashes that hold while nobody is told to have written. */
interface Kept {
  readonly watched: Set<string>;
  hash?: string;
  isOld: boolean;
  /** Answers since the tables were read. */
  answers: number;
}
const kept = new WeakMap<Database, Kept>();
/** After so many answers the tables are read again, whatever was told: a write that no statement tells of is seen then. */
const mostAnswers = 25;

/**
 * One hash over all rows of all tables that do not move; the mark by which search follows an outbox row is left out. They
 * are read where a statement has written to one of them since.
 */
export async function dumpHash(database: Database): Promise<string> {
  const known = kept.get(database) ?? { watched: new Set(), isOld: true, answers: 0 };
  kept.set(database, known);
  known.answers++;
  if (known.hash !== undefined && !known.isOld && known.answers <= mostAnswers) return known.hash;
  const names = await stillTables(database);
  const unwatched = names.filter((name) => !known.watched.has(name));
  for (const name of unwatched) known.watched.add(name);
  if (unwatched.length > 0) database.watchWrites(unwatched, () => void (known.isOld = true));
  known.isOld = false;
  known.hash = await readHash(database, names);
  known.answers = 0;
  return known.hash;
}

async function readHash(database: Database, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const filled = await filledOf(database, names);
  for (const name of names) {
    const rows = filled.has(name) ? ((await database.read(name).select('*')) as object[]) : [];
    hash.update(`${name}\n${rows.map((row) => JSON.stringify({ ...row, to_index: undefined })).sort().join('\n')}\n`); // prettier-ignore
  }
  return hash.digest('hex');
}

/** Most tables are empty: one statement tells which have rows. */
async function filledOf({ read, dialect }: Database, names: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = names.map((name) => `select '${name}' as name where exists (select 1 from ${dialect.quote(name)})`);
  const answer: unknown = await read.raw(asked.join(' union all '));
  const rows = (Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer) as { name: string }[];
  return new Set(rows.map(({ name }) => name));
}
