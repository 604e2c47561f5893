/**
 * A server with canned answers in the shapes of the real one (its routes: `/api/openapi.json`), for screens without a
 * database: sign-in, app, records (filter, sort, page, write with versions), query counts and sums, history, events. Strict
 * headers as in production.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { passwordProblem } from '../../server/access/password-rules.js';
import { type FixtureFilter, read, listPage, filterRows } from './fixture-list.js';
import { fixtureApp, fixtureId, fixtureRecords, fixtureUser, people, type FixtureRecord } from './fixture-app.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; manifest-src 'self'";
/** Any of the bodies that the canned routes take. */
type Body = Record<string, unknown> & {
  readonly login: string;
  readonly password: string;
  readonly next: string;
  readonly entity: string;
  readonly where?: FixtureFilter;
  readonly select: readonly { readonly path?: string; readonly aggregate: string; readonly as: string }[];
};

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
  '.map': 'application/json',
};

export interface FixtureServer {
  readonly url: string;
  readonly records: Record<string, FixtureRecord[]>;
  /** Every request to /api, for asserts. */
  readonly calls: { readonly method: string; readonly path: string; readonly body: unknown }[];
  /** `fail` answers the next matching paths with a status; `signedIn`, `mustChange` are the session's state. */
  readonly state: {
    signedIn: boolean;
    mustChange: boolean;
    fail: { path: RegExp; status: number; code: string } | undefined;
  };
  /** Sends a live event to all streams. */
  event(message: Record<string, unknown>): void;
  /** Changes a record as another person would. */
  change(entity: string, id: string, values: Record<string, unknown>): void;
  close(): Promise<void>;
}

export async function startFixtureServer(options: {
  web: string;
  signedIn?: boolean;
  port?: number;
}): Promise<FixtureServer> {
  const records = fixtureRecords();
  const calls: { method: string; path: string; body: unknown }[] = [];
  const state: FixtureServer['state'] = { signedIn: options.signedIn ?? true, mustChange: false, fail: undefined };
  const streams = new Set<ServerResponse>();
  const history = new Map<string, unknown[]>();
  const bases = new Map<string, FixtureRecord>();
  const settings: Record<string, { views: Record<string, unknown> }> = {};
  let next = 9000;

  const send = (response: ServerResponse, status: number, body?: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const fail = (
    response: ServerResponse,
    status: number,
    code: string,
    message: string,
    extra: Record<string, unknown> = {},
  ) => send(response, status, { error: { code, message, requestId: '01JFIXTURE0000000000000000', ...extra } });

  const note = (
    entity: string,
    record: FixtureRecord,
    action: string,
    changes: readonly unknown[],
    user = people[0]!,
  ) => {
    const list = history.get(record.id) ?? [];
    list.unshift({ version: record.version, at: new Date().toISOString(), by: user, action, changes });
    history.set(record.id, list);
    void entity;
  };
  const write = (entity: string, record: FixtureRecord, values: Record<string, unknown>, user = people[0]!) => {
    bases.set(`${record.id} ${record.version}`, structuredClone(record));
    const changes: Record<string, unknown>[] = [];
    for (const [name, value] of Object.entries(values)) {
      const stored = dress(records, fieldOf(entity, name), value);
      changes.push({ field: name, label: name, from: record[name] ?? null, to: stored });
      record[name] = stored;
    }
    record.version += 1;
    record['updated_at'] = new Date().toISOString();
    record['updated_by'] = user;
    note(entity, record, 'update', changes, user);
  };

  async function api(request: IncomingMessage, response: ServerResponse, url: URL, body: Body): Promise<void> {
    const path = url.pathname.slice('/api'.length);
    const method = request.method ?? 'GET';
    if (state.fail?.path.test(path))
      return fail(response, state.fail.status, state.fail.code, 'The database took too long.');
    if (path === '/session' && method === 'POST') {
      if (body.password !== 'correct horse')
        return fail(response, 401, 'WRONG_CREDENTIALS', 'Login or password is wrong.');
      state.signedIn = true;
      return send(response, 200, { user: fixtureUser, mustChange: state.mustChange });
    }
    if (path === '/session' && method === 'DELETE') {
      state.signedIn = false;
      return send(response, 204);
    }
    if (!state.signedIn) return fail(response, 401, 'UNAUTHENTICATED', 'Sign in first.');
    if (path === '/session/password') {
      const problem = passwordProblem(body.next);
      if (problem) return fail(response, 422, 'PASSWORD_WEAK', problem.message);
      state.mustChange = false;
      return send(response, 204);
    }
    if (state.mustChange) return fail(response, 403, 'PASSWORD_CHANGE_REQUIRED', 'Change the first password.');
    if (path === '/session/preferences') return send(response, 200, body);
    if (path === '/app') {
      const etag = '"41-a"';
      if (request.headers['if-none-match'] === etag) return send(response, 304);
      return send(response, 200, fixtureApp, { ETag: etag });
    }
    if (path === '/recent') return method === 'GET' ? send(response, 200, { rows: [] }) : send(response, 204);
    if (path === '/notices/count') return send(response, 200, { unread: 0 });
    if (path === '/views' && method === 'GET') return send(response, 200, { views: [], settings });
    if (path.startsWith('/list-settings/')) {
      const entity = path.split('/')[2]!;
      const { view, setting } = body as unknown as { view: string; setting: unknown };
      settings[entity] = { views: { ...settings[entity]?.views, [view]: setting } };
      return send(response, 200, body);
    }
    if (path === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
      response.write(': hello\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return;
    }
    if (path === '/query') {
      const rows = filterRows(records[body.entity] ?? [], body.where);
      const row: Record<string, unknown> = {};
      for (const select of body.select) {
        const values = rows
          .map((each) => read(each, select.path ?? 'id'))
          .filter((value): value is number => typeof value === 'number');
        row[select.as] =
          select.aggregate === 'count'
            ? rows.length
            : select.aggregate === 'sum'
              ? Math.round(values.reduce((a, b) => a + b, 0) * 100) / 100
              : null;
      }
      return send(response, 200, { columns: Object.keys(row).map((name) => ({ name })), rows: [row] });
    }
    const [, , entity = '', id = '', action = ''] = path.split('/');
    const rows = records[decodeURIComponent(entity)];
    if (!path.startsWith('/records/') || !rows)
      return fail(response, 404, 'NOT_FOUND', 'There is nothing here, or you may not see it.');
    if (!id && method === 'GET') return send(response, 200, listPage(rows, url));
    if (!id && method === 'POST') {
      const record = create(entity, body, rows);
      if ('error' in record)
        return fail(response, 422, 'INVALID', 'Name must be filled in.', { details: record.error });
      return send(response, 201, record, { Location: `/api/records/${entity}/${record['id'] as string}`, ETag: '"1"' });
    }
    const record = rows.find((each) => each.id === id);
    if (action === 'restore') {
      if (Object.keys(body).length > 0 || request.headers['content-type'])
        return fail(response, 400, 'BODY_NOT_EXPECTED', 'This takes no body.');
      const held = bases.get(`deleted ${id}`);
      if (!held) return fail(response, 404, 'NOT_FOUND', 'There is nothing here.');
      rows.unshift(held);
      return send(response, 200, held);
    }
    if (!record) return fail(response, 404, 'NOT_FOUND', 'There is nothing here, or you may not see it.');
    if (action === 'timeline') {
      const entries = (history.get(id) ?? seedHistory(entity, record)) as { at: string }[];
      return send(response, 200, { items: entries.map((change) => ({ type: 'change', at: change.at, change })) });
    }
    if (action === 'allowed') return send(response, 200, { update: true, delete: true, share: false });
    if (action === 'presence') return send(response, 200, { rows: [] });
    if (action === 'following') return send(response, 200, { following: false, followers: 1 });
    if (method === 'GET') return send(response, 200, record, { ETag: `"${record.version}"` });
    const version = Number(String(request.headers['if-match'] ?? '').replaceAll('"', ''));
    if (!version) return fail(response, 428, 'VERSION_REQUIRED', 'Send If-Match.');
    if (method === 'DELETE') {
      bases.set(`deleted ${id}`, record);
      rows.splice(rows.indexOf(record), 1);
      return send(response, 204);
    }
    if (version !== record.version) {
      const base = bases.get(`${id} ${version}`) ?? record;
      const clash = Object.keys(body).filter((name) => JSON.stringify(base[name]) !== JSON.stringify(record[name]));
      if (clash.length > 0) {
        const fields = Object.fromEntries(
          clash.map((name) => [name, { base: base[name] ?? null, theirs: record[name] ?? null, mine: body[name] }]),
        );
        return fail(response, 409, 'VERSION_CONFLICT', 'Someone else saved in the meantime.', {
          details: { version: record.version, by: people[1], at: record['updated_at'], fields },
        });
      }
    }
    if (body['name'] === 'refused')
      return fail(response, 422, 'INVALID', 'Another record has this value already.', {
        details: [{ path: '/name', code: 'NOT_UNIQUE', message: 'Another record has this value already.' }],
      });
    write(entity, record, body);
    return send(response, 200, record, { ETag: `"${record.version}"` });
  }

  function create(
    entity: string,
    body: Record<string, unknown>,
    rows: FixtureRecord[],
  ): FixtureRecord | { error: unknown } {
    if (entity !== 'order' && !body['name'])
      return { error: [{ path: '/name', code: 'REQUIRED', message: 'Name must be filled in.' }] };
    const record: FixtureRecord = {
      id: fixtureId(next++),
      version: 1,
      owner: people[0]!,
      created_at: new Date().toISOString(),
      updated_at: new Date().toISOString(),
    };
    for (const [name, value] of Object.entries(body)) record[name] = dress(records, fieldOf(entity, name), value);
    if (entity === 'order') record['number'] = `O-${next}`;
    rows.unshift(record);
    note(entity, record, 'create', []);
    return record;
  }

  function seedHistory(entity: string, record: FixtureRecord): unknown[] {
    if (entity !== 'order') return [];
    const changes = [
      { field: 'terms', label: 'Payment terms', from: '14 days net', to: '30 days net' },
      { field: 'freight', label: 'Freight', from: 231.1, to: record['freight'] },
    ];
    return [
      { version: 2, at: '2026-11-20T16:10:00.000Z', by: people[0], action: 'update', changes },
      { version: 1, at: '2026-10-02T09:42:00.000Z', by: people[1], action: 'create', changes: [] },
    ];
  }

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      response.setHeader('Content-Security-Policy', policy);
      if (url.pathname.startsWith('/api/')) {
        const text = await bodyText(request);
        const body = (text ? JSON.parse(text) : {}) as Body;
        calls.push({ method: request.method ?? 'GET', path: url.pathname + url.search, body });
        return api(request, response, url, body);
      }
      const wanted = url.pathname.startsWith('/assets/') ? normalize(url.pathname) : '/index.html';
      const file = await readFile(join(options.web, wanted)).catch(() => undefined);
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': types[extname(wanted)] ?? 'application/octet-stream' }).end(file);
    })().catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    records,
    calls,
    state,
    event: (message) => {
      for (const stream of streams)
        stream.write(`event: ${String(message['type'])}\ndata: ${JSON.stringify(message)}\n\n`);
    },
    change: (entity, id, values) =>
      write(
        entity,
        records[entity]!.find((each) => each.id === id)!,
        values,
        people[1]!,
      ),
    close: async () => {
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const fieldOf = (entity: string, name: string) =>
  (
    fixtureApp.entities.find((each) => each.name === entity)?.fields as
      readonly { name: string; type: string; options?: Record<string, unknown> }[] | undefined
  )?.find((field) => field.name === name);

/** Ids of look-ups become `{id,label}`, rows of a sub-table get ids. */
function dress(
  records: Record<string, FixtureRecord[]>,
  field: ReturnType<typeof fieldOf> | undefined,
  value: unknown,
): unknown {
  if (field?.type === 'children' && Array.isArray(value)) {
    return value.map((row: Record<string, unknown>, index) => {
      const product = records['product']!.find((each) => each.id === row['product']);
      const quantity = Number(row['quantity'] ?? 0);
      return {
        id: row['id'] ?? fixtureId(7000 + index),
        version: 1,
        ...row,
        product: product ? { id: product.id, label: product['name'] } : null,
        amount: Math.round(quantity * Number(row['price'] ?? 0) * (1 - Number(row['discount'] ?? 0)) * 100) / 100,
      };
    });
  }
  const target =
    field?.type === 'user'
      ? 'user'
      : typeof field?.options?.['target'] === 'string'
        ? field.options['target']
        : field === undefined
          ? 'user'
          : undefined;
  if (target === undefined || typeof value !== 'string') return value;
  const found = records[target]?.find((each) => each.id === value);
  return found ? { id: found.id, label: found['name'] ?? found['number'] } : value;
}
