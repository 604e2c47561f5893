/** Record routes over HTTP, as a table: parameters, headers, statuses. What they decide is tested at the service. */
import { expect } from 'chai';
import type { Document } from '../../metadata/schema/kinds.js';
import { createTableSql } from '../../server/database/schema.js';
import { appRoutes } from '../../server/records/app/routes.js';
import { recordRoutes } from '../../server/records/routes.js';
import { physicalTables } from '../../server/releases/physical.js';
import { eachDatabase } from '../helper/databases.js';
import { startSite, testRole, type Answer, type Browser, type Site } from '../helper/http.js';

const documents: readonly Document[] = [
  {
    kind: 'entity',
    id: '01DOCUMENT8000000000000031',
    name: 'note',
    schema: 1,
    owner: 'user',
    nameExpression: 'title',
    fields: [
      { id: 'f1', name: 'title', type: 'text', required: true, searchable: true },
      { id: 'f2', name: 'amount', type: 'decimal', options: { scale: 2 } },
      { id: 'f3', name: 'salary', type: 'decimal', options: { scale: 2 } },
    ],
  },
  testRole('writer', {
    grants: [
      {
        entity: 'note',
        actions: { create: true, read: 'all', update: 'all', delete: 'all', bulk: true },
        fields: { salary: 'hidden' },
      },
    ],
  }),
];

eachDatabase('scenario/records-http', (fixture) => {
  let site: Site;
  let ann: Browser;
  before(async () => {
    site = await startSite({
      database: fixture.database,
      documents,
      routes: () => [...recordRoutes(), ...appRoutes()],
    });
    const table = physicalTables(site.release.model, site.services.registries).get('d_note')!;
    const columns = [...table.columns.values()].map(({ column }) => column);
    const statement = createTableSql(fixture.database.dialect, table.table, columns);
    await fixture.database.write((transaction) => transaction.raw(statement));
    await site.addUser('ann', ['writer']);
    ann = await site.signIn('ann');
  });
  after(() => site.close());

  const line = ({ status, json }: Answer) => {
    const error = (json as { error?: { code: string; path?: string } } | undefined)?.error;
    return error ? `${status} ${error.code}${error.path === undefined ? '' : ` ${error.path}`}` : String(status);
  };
  const create = (body: object, headers?: Record<string, string>) => ann.post('/api/records/note', body, headers);

  it('creates, reads, changes, deletes and restores with tags and places', async () => {
    const created = await create({ title: 'First', amount: 1250.5 });
    expect(created.status).to.equal(201);
    expect(created.headers.get('etag')).to.equal('"1"');
    const place = created.headers.get('location')!;
    expect(place).to.equal(`/api/records/note/${created.json.id}`);
    expect(created.json).to.include({ version: 1, title: 'First', amount: 1250.5 });
    expect(created.json).to.not.have.property('salary');

    const patched = await ann.send('PATCH', place, { amount: 2 }, { 'If-Match': '"1"' });
    expect([patched.status, patched.headers.get('etag'), patched.json.amount]).to.deep.equal([200, '"2"', 2]);
    expect(line(await ann.send('PATCH', place, { amount: 3 }, { 'If-Match': '"1"' }))).to.equal('409 VERSION_CONFLICT');
    expect(line(await ann.send('PATCH', place, { amount: 3 }))).to.equal('428 VERSION_REQUIRED');
    expect(line(await ann.send('PATCH', place, { amount: 3 }, { 'If-Match': '*' }))).to.equal('400 INVALID_HEADER');
    expect((await ann.get(`${place}/history`)).json.entries).to.have.length(2);

    expect(line(await ann.send('DELETE', place))).to.equal('428 VERSION_REQUIRED');
    const deleted = await ann.send('DELETE', place, undefined, { 'If-Match': '"2"' });
    expect([deleted.status, deleted.text]).to.deep.equal([204, '']);
    expect(line(await ann.get(place))).to.equal('404 NOT_FOUND');
    expect((await ann.post(`${place}/restore`)).json).to.include({ version: 4, title: 'First' });
  });

  it('creates once for one Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'abc' };
    const first = await create({ title: 'Once' }, headers);
    const second = await create({ title: 'Once' }, headers);
    expect([second.status, second.json.id]).to.deep.equal([201, first.json.id]);
    expect(line(await create({ title: 'Twice' }, headers))).to.equal('422 IDEMPOTENCY_KEY_REUSED');
  });

  const deep = JSON.stringify(
    Array.from({ length: 30 }).reduce((inner) => ({ not: inner }), { field: 'title', op: 'isNull' }),
  );
  const gets: readonly [string, string][] = [
    ['/api/records/note', '200'],
    ['/api/records/note?limit=200', '200'],
    ['/api/records/note?limit=0', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?limit=-1', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?limit=201', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?limit=1e9', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?limit=abc', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?limit=', '400 INVALID_PARAMETER limit'],
    ['/api/records/note?offset=1.5', '400 INVALID_PARAMETER offset'],
    ['/api/records/note?count=yes', '400 INVALID_PARAMETER count'],
    ['/api/records/note?sort=-amount,title', '200'],
    ['/api/records/note?sort=title`%20desc', '400 INVALID_PARAMETER sort'],
    ['/api/records/note?sort=salary', '403 FIELD_FORBIDDEN salary'],
    ['/api/records/note?fields=title,,amount', '400 INVALID_PARAMETER fields'],
    ['/api/records/note?fields=salary', '403 FIELD_FORBIDDEN salary'],
    ['/api/records/note?fields=owner.password_hash', '403 FIELD_FORBIDDEN owner.password_hash'],
    ['/api/records/note?filter={', '400 NOT_JSON filter'],
    ['/api/records/note?filter={"title":{"name":"admin"}}', '400 INVALID_PARAMETER filter'],
    ['/api/records/note?filter={"field":"title","op":"eq","value":{"name":"admin"}}', '400 INVALID_PARAMETER filter'],
    ['/api/records/note?filter={"field":"salary","op":"gt","value":1}', '403 FIELD_FORBIDDEN salary'],
    ['/api/records/note?filter={"field":"title","op":"contains","value":"irs"}', '200'],
    ['/api/records/note?filter={"field":"title","op":"gt","value":"a"}', '422 OPERATOR_NOT_ALLOWED title'],
    ['/api/records/note?filter={"__proto__":1}', '400 FORBIDDEN_KEY filter'],
    [`/api/records/note?filter=${deep}`, '400 QUERY_BUDGET /where'],
    ['/api/records/note?after=nonsense', '400 CURSOR_INVALID /after'],
    ['/api/records/note?x=1', '400 UNKNOWN_PARAMETER x'],
    ['/api/records/note?limit=1&limit=2', '400 DUPLICATE_PARAMETER limit'],
    ['/api/records/nothing', '404 NOT_FOUND'],
    ['/api/records/Note', '404 NOT_FOUND'],
    ['/api/records/department', '404 NOT_FOUND'],
    ['/api/records/note/x', '404 NOT_FOUND'],
    ['/api/records/note/01ARZ3NDEKTSV4RRFFQ69G5FAV', '404 NOT_FOUND'],
    ['/api/records/note/01ARZ3NDEKTSV4RRFFQ69G5FAV/history', '404 NOT_FOUND'],
  ];
  for (const [path, outcome] of gets) {
    it(`GET ${path.length > 100 ? `${path.slice(0, 60)}…` : path} is ${outcome}`, async () => {
      expect(line(await ann.get(path))).to.equal(outcome);
    });
  }

  it('lists a page with its total and the place of the next', async () => {
    for (const title of ['Zebra', 'apple', 'Éclair']) await create({ title });
    const { json } = await ann.get('/api/records/note?fields=title&sort=title&limit=2&count=true');
    expect(json.rows.map((row: { title: string }) => row.title)).to.deep.equal(['apple', 'Éclair']);
    expect(json.total).to.be.greaterThan(3);
    const next = await ann.get(`/api/records/note?fields=title&sort=title&limit=2&after=${json.next}`);
    expect(next.json.rows[0].title).to.equal('First');
  });

  it('runs query documents, and refuses what is none', async () => {
    const query = { entity: 'note', select: [{ path: 'title' }], limit: 1 };
    expect((await ann.post('/api/query', query)).json.columns).to.deep.equal([
      { name: 'title', type: 'text', label: 'title' },
    ]);
    expect(line(await ann.post('/api/query', { ...query, nonsense: 1 }))).to.equal('400 UNKNOWN_FIELD /nonsense');
    expect(line(await ann.post('/api/query', { ...query, select: [{ path: 'salary' }] }))).to.equal(
      '403 FIELD_FORBIDDEN salary',
    );
    expect(line(await ann.post('/api/query', { ...query, entity: 'nothing' }))).to.equal('404 NOT_FOUND');
  });

  it('changes many', async () => {
    const ids = [(await create({ title: 'One' })).json.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV'];
    const { json } = await ann.post('/api/records/note/bulk', { action: 'update', ids, values: { amount: 7 } });
    expect(json).to.deep.include({ changed: 1 });
    expect(json.failed).to.have.length(1);
  });

  it('gives the application with a tag, and 304 while nothing changed', async () => {
    const { json, headers } = await ann.get('/api/app');
    expect(json.entities.map((entity: { name: string }) => entity.name)).to.deep.equal(['note']);
    expect(JSON.stringify(json)).to.not.contain('salary');
    const again = await ann.get('/api/app', { 'If-None-Match': headers.get('etag')! });
    expect([again.status, again.text]).to.deep.equal([304, '']);
    // Drafts are seen by the header of previews alone, which asks for its rights.
    expect(line(await ann.get('/api/app?preview=draft'))).to.equal('400 UNKNOWN_PARAMETER preview');
  });

  it('asks for a session everywhere', async () => {
    const stranger = site.browser();
    for (const route of [...recordRoutes(), ...appRoutes()]) {
      const path = `/api${route.path.replace(':entity', 'note').replace(':id', '01ARZ3NDEKTSV4RRFFQ69G5FAV').replace(':field', 'tags')}`;
      expect(line(await stranger.send(route.method, path, route.body ? {} : undefined)), path).to.equal(
        '401 UNAUTHENTICATED',
      );
    }
  });
});
