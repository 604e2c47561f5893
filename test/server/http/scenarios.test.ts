import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { closed, Name, Ulid } from '../../../metadata/schema/common.js';
import { ApiError, conflict, invalid, notFound, preconditionRequired } from '../../../server/errors.js';
import { defineRoute, Reply, type Route } from '../../../server/http/route.js';
import { eachDatabase } from '../../helper/databases.js';
import { startSite, testRole, type Browser, type Site } from '../../helper/http.js';

const id = '01KAJ0QX00T2N8C9SEPKXKVMCP';
let handled = 0;

/** A small API that does one thing of each kind; `handled` tells whether a request got through to it. */
const routes: readonly Route[] = [
  defineRoute({
    method: 'GET', path: '/things', right: 'session', summary: 'Lists.',
    query: closed({ limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })), q: Type.Optional(Type.String()) }),
    handler: async (_context, { query }) => ({ query }),
  }),
  defineRoute({
    method: 'POST', path: '/things', right: 'session', summary: 'Makes.',
    body: closed({ name: Type.String({ maxLength: 10 }), tags: Type.Optional(Type.Array(Type.String())), any: Type.Optional(Type.Unknown()) }),
    handler: async (_context, { body }) => {
      handled++;
      return new Reply(201, { json: body }, { Location: `/api/things/${id}`, ETag: '"1"' });
    },
  }),
  defineRoute({
    method: 'GET', path: '/things/:id', right: 'session', summary: 'Reads.', params: closed({ id: Ulid }),
    handler: async (_context, { params }) => new Reply(200, { json: params }, { ETag: '"v7"' }),
  }),
  defineRoute({
    method: 'PATCH', path: '/things/:id', right: 'session', summary: 'Changes.', params: closed({ id: Ulid }),
    body: closed({ name: Type.String() }),
    handler: async (_context, { ifMatch }) => {
      if (ifMatch === undefined) throw preconditionRequired();
      throw conflict('VERSION_CONFLICT', 'Changed meanwhile.', { details: { version: 8, asked: ifMatch } });
    },
  }),
  defineRoute({
    method: 'POST', path: '/things/run', right: 'session', summary: 'Takes no body.', handler: async () => undefined,
  }),
  defineRoute({
    method: 'GET', path: '/named/:name', right: 'session', summary: 'By name.', params: closed({ name: Name }),
    handler: async () => { throw notFound(); },
  }),
  defineRoute({ method: 'GET', path: '/secret', right: 'operate', summary: 'For few.', handler: async () => ({}) }),
  defineRoute({
    method: 'GET', path: '/broken', right: 'public', summary: 'Our mistake.',
    handler: async () => { throw new Error('select * from sys_account where /etc/passwd'); },
  }),
  defineRoute({
    method: 'GET', path: '/away', right: 'public', summary: 'The database is away.',
    handler: async () => { throw Object.assign(new Error('connect refused 10.0.0.1'), { code: 'ECONNREFUSED' }); },
  }),
  defineRoute({
    method: 'GET', path: '/full', right: 'public', summary: 'The disk is full.',
    handler: async () => { throw Object.assign(new Error('no space'), { code: 'ENOSPC' }); },
  }),
  defineRoute({
    method: 'GET', path: '/slow-down', right: 'public', summary: 'Too much.',
    handler: async () => { throw new ApiError(429, 'BUSY', 'Later.', { retryAfter: 2.2 }); },
  }),
  defineRoute({
    method: 'GET', path: '/findings', right: 'public', summary: 'Findings.',
    handler: async () => { throw invalid([{ path: '/fields/0/type', code: 'UNKNOWN', message: 'No such type.' }]); },
  }),
  defineRoute({
    method: 'GET', path: '/file', right: 'public', summary: 'A download.',
    handler: async () => new Reply(200, { stream: Readable.from(['a,b\n', '1,2\n']), type: 'text/csv', fileName: '报表 "x"\r\nX: y.csv' }), // prettier-ignore
  }),
  defineRoute({
    method: 'GET', path: '/torn', right: 'public', summary: 'A download that breaks.',
    handler: async () => new Reply(200, { stream: Readable.from(torn()), type: 'text/csv', fileName: 'x.csv' }),
  }),
  defineRoute({
    method: 'GET', path: '/long', right: 'public', summary: 'Much JSON.',
    handler: async () => ({ text: 'abc '.repeat(2000) }),
  }),
  defineRoute({
    method: 'POST', path: '/bytes', right: 'public', summary: 'Raw bytes.', rawBody: ['text/csv'], bodyLimit: 20,
    handler: async (_context, { body }) => ({ size: (body as Uint8Array).length }),
  }),
]; // prettier-ignore

async function* torn() {
  yield 'begin';
  throw new Error('the pipe broke');
}

interface Scenario {
  readonly title: string;
  readonly request: readonly [method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>];
  readonly anonymous?: true;
  readonly status: number;
  readonly code?: string;
  readonly path?: string;
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  readonly headers?: Readonly<Record<string, string | null>>;
}

const deep = (levels: number) => `{"name":"a","any":${'['.repeat(levels)}${']'.repeat(levels)}}`;
const wide = (nodes: number) => `{"name":"a","any":[${'0,'.repeat(nodes)}0]}`;

const scenarios: readonly Scenario[] = [
  // 400: syntax
  { title: 'a body that is no JSON', request: ['POST', '/api/things', '{"name":'], status: 400, code: 'NOT_JSON' },
  { title: 'an empty body', request: ['POST', '/api/things', ''], status: 400, code: 'NOT_JSON' },
  { title: '__proto__ in a body', request: ['POST', '/api/things', '{"name":"a","any":[{"__proto__":{"x":1}}]}'], status: 400, code: 'FORBIDDEN_KEY', path: '/any/0/__proto__' },
  { title: 'constructor in a body', request: ['POST', '/api/things', '{"name":"a","constructor":{"prototype":{}}}'], status: 400, code: 'FORBIDDEN_KEY', path: '/constructor' },
  { title: 'an escaped forbidden key', request: ['POST', '/api/things', '{"name":"a","any":{"\\u005f_proto__":1}}'], status: 400, code: 'FORBIDDEN_KEY', path: '/any/__proto__' },
  { title: 'a body as deep as allowed', request: ['POST', '/api/things', deep(99)], status: 201 },
  { title: 'a deeper body', request: ['POST', '/api/things', deep(100)], status: 400, code: 'TOO_DEEP' },
  { title: 'a body 10,000 levels deep', request: ['POST', '/api/things', deep(10_000)], status: 400, code: 'TOO_DEEP' },
  { title: 'a body of too many values', request: ['POST', '/api/things', wide(200_000)], status: 400, code: 'TOO_MANY_VALUES' },
  { title: 'an unknown body key', request: ['POST', '/api/things', { name: 'a', colour: 'red' }], status: 400, code: 'UNKNOWN_FIELD', path: '/colour' },
  { title: 'thousands of unknown body keys', request: ['POST', '/api/things', Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]))], status: 400, code: 'UNKNOWN_FIELD' },
  { title: 'an unknown parameter', request: ['GET', '/api/things?limt=3'], status: 400, code: 'UNKNOWN_PARAMETER', path: 'limt', has: ['Did you mean'] },
  { title: 'a parameter where none is taken', request: ['GET', `/api/things/${id}?x=1`], status: 400, code: 'UNKNOWN_PARAMETER', path: 'x' },
  { title: 'a nested parameter', request: ['GET', '/api/things?q[name]=admin'], status: 400, code: 'UNKNOWN_PARAMETER', path: 'q[name]' },
  { title: 'a repeated parameter', request: ['GET', '/api/things?limit=1&limit=2'], status: 400, code: 'DUPLICATE_PARAMETER', path: 'limit' },
  { title: 'a repeated parameter in another spelling', request: ['GET', '/api/things?limit=1&lim%69t=2'], status: 400, code: 'DUPLICATE_PARAMETER' },
  { title: '__proto__ as a parameter', request: ['GET', '/api/things?__proto__=2'], status: 400, code: 'FORBIDDEN_KEY' },
  { title: 'a bad escape in the query', request: ['GET', '/api/things?q=%E0%A4%A'], status: 400, code: 'MALFORMED_URL' },
  { title: 'a bad escape in the path', request: ['GET', '/api/named/%E0%A4%A'], status: 400, code: 'MALFORMED_URL' },
  { title: 'limit 0', request: ['GET', '/api/things?limit=0'], status: 400, code: 'INVALID_PARAMETER', path: 'limit' },
  { title: 'limit -1', request: ['GET', '/api/things?limit=-1'], status: 400, code: 'INVALID_PARAMETER' },
  { title: 'limit 1e9', request: ['GET', '/api/things?limit=1e9'], status: 400, code: 'INVALID_PARAMETER' },
  { title: 'limit abc', request: ['GET', '/api/things?limit=abc'], status: 400, code: 'INVALID_PARAMETER' },
  { title: 'a body where none is taken', request: ['POST', '/api/things/run', {}], status: 400, code: 'BODY_NOT_EXPECTED' },
  { title: 'a strange idempotency key', request: ['POST', '/api/things', { name: 'a' }, { 'Idempotency-Key': 'a b' }], status: 400, code: 'INVALID_HEADER' },
  // 401 and 403
  { title: 'no session', request: ['GET', '/api/things'], anonymous: true, status: 401, code: 'UNAUTHENTICATED' },
  { title: 'no session, before the body is looked at', request: ['POST', '/api/things', '{"name":'], anonymous: true, status: 401 },
  { title: 'a key instead of a session', request: ['GET', '/api/things', undefined, { Authorization: 'Bearer abc' }], anonymous: true, status: 401 },
  { title: 'a right that is missing', request: ['GET', '/api/secret'], status: 403, code: 'RIGHT_MISSING' },
  { title: 'a foreign origin', request: ['POST', '/api/things', '{"name":"a"}', { Origin: 'https://evil.example', 'Content-Type': 'text/plain' }], status: 403, code: 'ORIGIN_DENIED' },
  { title: 'a foreign origin on a read', request: ['GET', '/api/events', undefined, { Origin: 'https://evil.example' }], status: 403, code: 'ORIGIN_DENIED' },
  { title: 'the origin null', request: ['POST', '/api/things', { name: 'a' }, { Origin: 'null' }], status: 403, code: 'ORIGIN_DENIED' },
  { title: 'a cross-site request without an origin', request: ['GET', '/api/things', undefined, { 'Sec-Fetch-Site': 'cross-site' }], status: 403, code: 'ORIGIN_DENIED' },
  // 404 and 405
  { title: 'a path nobody answers', request: ['GET', '/api/nothing'], status: 404, code: 'NOT_FOUND' },
  { title: 'the setup door', request: ['POST', '/api/setup', {}], anonymous: true, status: 404, code: 'NOT_FOUND' },
  { title: 'an id that can be none', request: ['GET', '/api/things/7'], status: 404, code: 'NOT_FOUND' },
  { title: 'an id that climbs', request: ['GET', '/api/things/%2e%2e%2fpasswd'], status: 404, code: 'NOT_FOUND' },
  { title: 'a name with a NUL', request: ['GET', '/api/named/a%00b'], status: 404, code: 'NOT_FOUND' },
  { title: 'a name that is a Windows path', request: ['GET', '/api/named/..%5c..%5cboot.ini'], status: 404, code: 'NOT_FOUND' },
  { title: 'a name on another host', request: ['GET', '/api/named/%5c%5chost%5cshare'], status: 404, code: 'NOT_FOUND' },
  { title: 'GET on a write route', request: ['GET', '/api/things/run'], status: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow: 'POST' } },
  { title: 'a method that a path does not have', request: ['DELETE', '/api/things'], status: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow: 'GET, HEAD, POST' } },
  { title: 'OPTIONS, for there is no CORS', request: ['OPTIONS', '/api/things'], status: 405, headers: { 'access-control-allow-origin': null } },
  { title: 'a write outside the API', request: ['POST', '/index.html', {}], status: 405, code: 'METHOD_NOT_ALLOWED' },
  // 409, 413, 415, 422, 428, 429, 503, 500
  { title: 'a version conflict', request: ['PATCH', `/api/things/${id}`, { name: 'a' }, { 'If-Match': 'W/"3"' }], status: 409, code: 'VERSION_CONFLICT', has: ['"version":8', '"asked":"3"'] },
  { title: 'a missing If-Match', request: ['PATCH', `/api/things/${id}`, { name: 'a' }], status: 428, code: 'VERSION_REQUIRED' },
  { title: 'a body over the limit', request: ['POST', '/api/things', { name: 'a', any: 'x'.repeat(3_000_000) }], status: 413, code: 'BODY_TOO_LARGE' },
  { title: 'raw bytes', request: ['POST', '/api/bytes', 'a,b', { 'Content-Type': 'text/csv; charset=UTF-8' }], status: 200, has: ['"size":3'] },
  { title: 'raw bytes over the limit of their route', request: ['POST', '/api/bytes', 'a,b'.repeat(20), { 'Content-Type': 'text/csv' }], status: 413 },
  { title: 'a form instead of JSON', request: ['POST', '/api/things', 'name=a', { 'Content-Type': 'application/x-www-form-urlencoded' }], status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  { title: 'another charset', request: ['POST', '/api/things', '{"name":"a"}', { 'Content-Type': 'application/json; charset=latin1' }], status: 415, code: 'UNSUPPORTED_CHARSET' },
  { title: 'a compressed body', request: ['POST', '/api/things', '{"name":"a"}', { 'Content-Encoding': 'gzip' }], status: 415, code: 'UNSUPPORTED_ENCODING' },
  { title: 'a multipart body', request: ['POST', '/api/things', '--x\r\n', { 'Content-Type': 'multipart/form-data; boundary=x' }], status: 415 },
  { title: 'a value of the wrong type', request: ['POST', '/api/things', { name: 7 }], status: 422, code: 'INVALID', path: '/name', has: ['WRONG_TYPE'] },
  { title: 'a key that is missing', request: ['POST', '/api/things', {}], status: 422, code: 'INVALID', path: '/name', has: ['MISSING_KEY'] },
  { title: 'two mistakes, both told', request: ['POST', '/api/things', { name: 'longer than ten', tags: [1] }], status: 422, has: ['/name', '/tags/0'] },
  { title: 'findings of a handler', request: ['GET', '/api/findings'], status: 422, code: 'INVALID', path: '/fields/0/type', has: ['"details":[{"path":"/fields/0/type"'] },
  { title: 'too much', request: ['GET', '/api/slow-down'], status: 429, code: 'BUSY', headers: { 'retry-after': '3' } },
  { title: 'a database that is away', request: ['GET', '/api/away'], status: 503, code: 'DATABASE_UNAVAILABLE', headers: { 'retry-after': '5' }, hasNot: ['10.0.0.1', 'refused'] },
  { title: 'a full disk', request: ['GET', '/api/full'], status: 503, code: 'STORAGE_FULL' },
  { title: 'our own mistake', request: ['GET', '/api/broken'], status: 500, code: 'INTERNAL', hasNot: ['select', 'sys_account', 'passwd', 'stack', '.ts'] },
  // what works
  { title: 'a read', request: ['GET', '/api/things?limit=200&q=a%20b+c'], status: 200, has: ['{"query":{"limit":"200","q":"a b c"}}'] },
  { title: 'a write from the site itself', request: ['POST', '/api/things', { name: 'a' }, { 'Sec-Fetch-Site': 'same-origin' }], status: 201, headers: { location: `/api/things/${id}`, etag: '"1"' } },
  { title: 'a fixed path beside a parameter', request: ['POST', '/api/things/run'], status: 204 },
  { title: 'an answer the browser has already', request: ['GET', `/api/things/${id}`, undefined, { 'If-None-Match': '"v6", W/"v7"' }], status: 304, headers: { etag: '"v7"', 'cache-control': 'private, no-cache' } },
  { title: 'an answer the browser has in an older form', request: ['GET', `/api/things/${id}`, undefined, { 'If-None-Match': '"v6"' }], status: 200 },
  { title: 'a download', request: ['GET', '/api/file'], status: 200, has: ['a,b\n1,2\n'], headers: { 'content-type': 'text/csv', 'content-disposition': `attachment; filename="__ _x_X_ y.csv"; filename*=UTF-8''%E6%8A%A5%E8%A1%A8%20%22x%22X_%20y.csv`, 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" } },
  { title: 'health without a session', request: ['GET', '/api/health'], anonymous: true, status: 200, has: ['{"status":"ok"}'] },
  { title: 'readiness', request: ['GET', '/api/ready'], anonymous: true, status: 200 },
  { title: 'compressed JSON', request: ['GET', '/api/long', undefined, { 'Accept-Encoding': 'gzip' }], status: 200, headers: { 'content-encoding': 'gzip' } },
]; // prettier-ignore

eachDatabase('http/scenarios', (fixture) => {
  let site: Site;
  let ann: Browser;
  let anyone: Browser;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trellis-web-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Trellis</title>');
    writeFileSync(join(folder, 'assets/main-3FA9C21B.js'), 'export {};');
    writeFileSync(join(folder, 'assets/plain.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(folder, '.env'), 'SECRET=1');
    site = await startSite({
      database: fixture.database,
      documents: [testRole('clerk')],
      routes: () => routes,
      webFolder: folder,
      bodyLimit: 2_000_000,
    });
    await site.addUser('ann', ['clerk']);
    ann = await site.signIn('ann');
    anyone = site.browser();
  });
  after(async () => {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const scenario of scenarios) {
    it(scenario.title, async () => {
      const before = handled;
      const [method, path, body, headers] = scenario.request;
      const answer = await (scenario.anonymous ? anyone : ann).send(method, path, body, headers);
      expect(answer.status, answer.text).to.equal(scenario.status);
      if (scenario.status >= 400) {
        expect(answer.json.error).to.include.keys('code', 'message', 'requestId');
        expect(answer.json.error.requestId).to.equal(answer.headers.get('x-request-id'));
        expect(answer.headers.get('cache-control')).to.equal('no-store');
        expect(handled, 'the handler was reached').to.equal(before);
      }
      if (scenario.code !== undefined) expect(answer.json.error.code).to.equal(scenario.code);
      if (scenario.path !== undefined) expect(answer.json.error.path).to.equal(scenario.path);
      for (const fragment of scenario.has ?? []) expect(answer.text).to.contain(fragment);
      for (const fragment of scenario.hasNot ?? []) expect(answer.text).not.to.contain(fragment);
      for (const [name, value] of Object.entries(scenario.headers ?? {})) {
        expect(answer.headers.get(name), name).to.equal(value);
      }
    });
  }

  it('leaves prototypes alone after all of it', () => {
    expect(({} as { x?: unknown }).x).to.equal(undefined);
  });

  it('says why a request failed in the log, under the id that the answer has', async () => {
    const answer = await ann.get('/api/broken');
    const line = site.log.lines.find(
      (each) => (each.fields as { requestId?: string }).requestId === answer.json.error.requestId,
    );
    expect(line?.level).to.equal('error');
    expect(String((line?.fields as { error?: unknown }).error)).to.contain('select * from sys_account');
  });

  it('writes one line per request without its query', async () => {
    await ann.get('/api/things?q=private');
    const line = site.requests.at(-1)!;
    expect(line).to.include({ method: 'GET', path: '/api/things', route: '/things', status: 200 });
    expect(JSON.stringify(line)).not.to.contain('private');
  });

  it('breaks the connection when a download fails half-way, so that no part passes for the whole', async () => {
    let failed = false;
    try {
      const answer = await fetch(`${site.address}/api/torn`);
      await answer.text();
    } catch {
      failed = true;
    }
    expect(failed).to.equal(true);
  });

  it('sends the security headers with pages, files and answers alike', async () => {
    for (const path of ['/', '/assets/plain.svg', '/api/health', '/api/nothing']) {
      const { headers } = await anyone.get(path, { Accept: 'text/html' });
      const policy = headers.get('content-security-policy')!;
      expect(policy, path).to.contain("default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline'");
      expect(policy).to.contain("base-uri 'none';form-action 'self';frame-ancestors 'none'");
      expect(policy).not.to.contain('unsafe-eval');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('x-frame-options')).to.equal('DENY');
      expect(headers.get('referrer-policy')).to.equal('same-origin');
      expect(headers.get('x-powered-by')).to.equal(null);
      expect(headers.get('strict-transport-security')).to.equal(null);
    }
  });

  it('serves the app for its addresses, hashed files for ever, and nothing that is no page as one', async () => {
    const page = await anyone.get('/records/customer?view=all', { Accept: 'text/html' });
    expect([page.status, page.headers.get('cache-control')]).to.deep.equal([200, 'no-cache']);
    expect(page.text).to.contain('<title>Trellis</title>');
    const script = await anyone.get('/assets/main-3FA9C21B.js');
    expect(script.headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
    expect((await anyone.get('/assets/plain.svg')).headers.get('cache-control')).to.equal('no-cache');
    expect((await anyone.get('/assets/gone-3FA9C21B.js', { Accept: '*/*' })).status).to.equal(404);
    expect((await anyone.get('/records', { Accept: 'application/json' })).status).to.equal(404);
  });

  it('tells a browser that a file has not changed', async () => {
    const first = await anyone.get('/assets/plain.svg');
    const etag = first.headers.get('etag')!;
    expect(
      (await anyone.get('/assets/plain.svg', { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' })).status,
    ).to.equal(304);
  });

  for (const path of [
    '/.env',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cx.js',
    '/a%00.js',
    '//etc/passwd.txt',
  ]) {
    it(`never leaves its folder: ${path}`, async () => {
      const answer = await sendRaw(site.address, path);
      expect([400, 404], String(answer.status)).to.include(answer.status);
      expect(answer.text).not.to.match(/SECRET|"dependencies"|root:/);
    });
  }

  it('answers a flood of health requests without asking the database', async () => {
    let statements = 0;
    const count = () => void statements++;
    fixture.database.read.on('query', count);
    await Promise.all(Array.from({ length: 50 }, () => anyone.get('/api/health')));
    fixture.database.read.off('query', count);
    expect(statements).to.equal(0);
  });

  it('describes itself, with its routes, rights and the records the caller may see', async () => {
    const answer = await ann.get('/api/openapi.json');
    expect(answer.json.openapi).to.equal('3.1.0');
    expect(answer.json.paths['/api/things/{id}'].get.parameters[0]).to.include({ name: 'id', in: 'path' });
    expect(answer.json.paths['/api/secret'].get['x-right']).to.equal('operate');
    expect(answer.json.components.schemas).not.to.have.property('user');
    const etag = answer.headers.get('etag')!;
    expect((await ann.get('/api/openapi.json', { 'If-None-Match': etag })).status).to.equal(304);
  });
});

/** Without the tidying that fetch does to an address. */
function sendRaw(address: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const request = rawRequest({ hostname, port, path, headers: { Accept: 'text/html' } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end();
  });
}
