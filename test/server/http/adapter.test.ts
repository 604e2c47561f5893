import { expect } from 'chai';
import { connect } from 'node:net';
import type { Identities } from '../../../server/access/identity.js';
import type { Services } from '../../../server/context.js';
import { createApiRouter } from '../../../server/http/adapter.js';
import { describeRoutes } from '../../../server/http/route-list.js';
import type { Route } from '../../../server/http/route.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { eventually } from '../../helper/eventually.js';
import { eachDatabase } from '../../helper/databases.js';
import { startSite, type Site } from '../../helper/http.js';
import { Type } from '@sinclair/typebox';

const route = (rest: Partial<Route>): Route => ({
  method: 'GET', path: '/x', right: 'public', summary: 'x', handler: async () => ({}), ...rest,
}); // prettier-ignore

function make(...routes: Route[]): () => unknown {
  return () =>
    createApiRouter(routes, {
      services: {} as Services,
      identities: {} as Identities,
      createChecker: createAjvChecker(),
      siteUrl: undefined,
      told: async (_request, _response, result) => result,
      bodyLimit: 1000,
    });
}

describe('http/adapter', () => {
  it('does not start with a route that states no right, or one that nobody can have', () => {
    expect(make(route({}))).not.to.throw();
    expect(make(route({ right: undefined as never }))).to.throw(/GET \/x states no right/);
    expect(make(route({ right: 'all of them' as never }))).to.throw(/GET \/x states no right/);
  });

  it('does not start with two routes that are one, or a body where there is none', () => {
    expect(make(route({ path: '/a/:id' }), route({ path: '/a/:name' }))).to.throw(/stands twice/);
    expect(make(route({ path: '/a/:id' }), route({ path: '/a/:id', method: 'PUT' }))).not.to.throw();
    expect(make(route({ body: Type.Object({}) }))).to.throw(/GET with a body/);
    expect(make(route({ method: 'POST', body: Type.Object({}), rawBody: ['text/csv'] }))).to.throw(/both/);
  });

  it('writes the rights of all doors down, sorted by path', () => {
    const routes = [route({ path: '/b', right: 'design' }), route({ path: '/a', method: 'DELETE', right: 'session', beforePasswordChange: true })]; // prettier-ignore
    expect(describeRoutes(routes)).to.deep.equal([
      'DELETE /api/a  session  before password change',
      'GET    /api/b  design',
    ]);
  });
});

eachDatabase('http/adapter: connections', (fixture) => {
  let site: Site;
  let aborted = 0;
  let begun = 0;
  before(async () => {
    site = await startSite({
      database: fixture.database,
      routes: () => [
        route({ method: 'POST', body: Type.Object({ a: Type.String() }), path: '/body' }),
        route({
          path: '/wait',
          handler: (_context, { signal }) =>
            new Promise((resolve) => {
              begun++;
              signal.addEventListener('abort', () => resolve(void aborted++));
            }),
        }),
      ],
    });
  });
  after(() => site.close());

  it('lives on when bodies end in the middle', async () => {
    const { port } = new URL(site.address);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(`POST /api/body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":`);
          setTimeout(() => socket.destroy(), n % 5);
        });
        socket.on('close', () => resolve());
        socket.on('error', () => resolve());
      })), // prettier-ignore
    );
    expect((await site.browser().post('/api/body', { a: 'x' })).status).to.equal(200);
    expect(site.log.lines.filter((line) => line.level === 'error')).to.deep.equal([]);
  });

  it('tells a handler that its caller has gone', async () => {
    const stop = new AbortController();
    const asked = fetch(`${site.address}/api/wait`, { signal: stop.signal }).catch(() => 'gone');
    await eventually(async () => begun > 0 || undefined, 'the handler to begin');
    stop.abort();
    expect(await asked).to.equal('gone');
    await eventually(async () => aborted > 0 || undefined, 'the handler to hear of it');
  });
});
