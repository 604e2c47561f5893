import { expect } from 'chai';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { EntityDocument } from '../../../metadata/schema/entity.js';
import { createReleaseRoutes } from '../../../server/releases/routes.js';
import { eachDatabase } from '../../helper/databases.js';
import { coreDocuments, coreRegistries, startSite, testRole, type Browser, type Site } from '../../helper/http.js';
import { ulid } from '../../metadata/document/samples.js';
import { openWorkshop, type Workshop } from './workshop.js';

const designer: RoleDocument = testRole('designer', { id: ulid(901), rights: ['design'] });
const chief: RoleDocument = testRole('chief', { id: ulid(902), rights: ['design', 'grant'] });
const author: RoleDocument = testRole('author', { id: ulid(904), rights: ['design', 'report.sql'] });
const operator: RoleDocument = testRole('operator', { id: ulid(905), rights: ['design', 'operate'] });
const clerk: RoleDocument = testRole('clerk', { id: ulid(903) });

const thing = (rest: Partial<EntityDocument> = {}): EntityDocument => ({
  kind: 'entity',
  id: ulid(910),
  name: 'thing',
  schema: 1,
  label: 'Thing',
  nameExpression: 'name',
  fields: [{ id: 'f1', name: 'name', type: 'text' }],
  ...rest,
});

eachDatabase('releases/routes', (fixture) => {
  let site: Site;
  let shop: Workshop;
  let dora: Browser;
  let carl: Browser;
  const userOf: Record<string, string> = {};
  before(async function () {
    this.timeout(60_000);
    shop = await openWorkshop(fixture.database, undefined, await coreRegistries());
    await shop.publish([...coreDocuments(), designer, chief, author, operator, clerk]);
    const tools = { releases: shop.store, drafts: shop.drafts, publisher: shop.publisher };
    site = await startSite({
      database: fixture.database,
      documents: [designer, chief, author, operator, clerk],
      prepare: false,
      routes: () => createReleaseRoutes(tools),
    });
    for (const role of ['designer', 'chief', 'author', 'operator', 'clerk'])
      userOf[role] = await site.addUser(role, [role]);
    dora = await site.signIn('designer');
    carl = await site.signIn('chief');
  });
  after(() => site.close());

  const put = (browser: Browser, path: string, body: unknown, revision?: number) =>
    browser.send('PUT', path, body, revision === undefined ? {} : { 'If-Match': `"${revision}"` });
  const path = '/api/documents/entity/thing';

  it('lets in only those with the right to design', async () => {
    expect((await site.browser().get('/api/documents')).status).to.equal(401);
    const anna = await site.signIn('clerk');
    for (const closed of ['/api/documents', '/api/documents/role/chief', '/api/releases']) {
      expect((await anna.get(closed)).status, closed).to.equal(403);
    }
  });

  it('lists documents and gives one with its revision', async () => {
    const list = await dora.get('/api/documents?kind=role');
    expect(list.json.documents.map((each: { name: string }) => each.name)).to.include.members([
      'chief',
      'clerk',
      'designer',
    ]);
    const one = await dora.get('/api/documents/role/clerk');
    expect(one.status).to.equal(200);
    expect(one.headers.get('etag')).to.equal('"1"');
    expect(one.json).to.deep.include({ document: clerk, revision: 1, base: 1, draft: false, layer: 'site' });
    expect((await dora.get('/api/documents/role/nobody')).status).to.equal(404);
    expect((await dora.get('/api/documents/nonsense/clerk')).status).to.equal(404);
    expect((await dora.get('/api/documents?kind=nonsense')).status).to.equal(400);
  });

  it('refuses drafts that are no documents, say another name, or were not seen', async () => {
    expect((await put(dora, path, thing())).status).to.equal(428);
    const broken = await put(dora, path, { ...thing(), fields: [{ id: 'f1', name: 'name', type: 'txt' }] }, 0);
    expect([broken.status, broken.json.error.code]).to.deep.equal([422, 'DOCUMENT_INVALID']);
    expect(broken.json.error.details[0]).to.include({ path: '/fields/0/type', code: 'NOT_ONE_OF' });
    expect((await put(dora, path, thing({ name: 'other' }), 0)).json.error.code).to.equal('NAME_MISMATCH');
    expect((await put(dora, path, thing(), 7)).json.error.code).to.equal('VERSION_CONFLICT');
    const named = thing({
      fields: [
        { id: 'f1', name: 'name', type: 'text' },
        { id: 'f2', name: 'constructor', type: 'text' },
      ],
    });
    expect((await put(dora, path, named, 0)).json.problems[0]).to.include({
      path: '/fields/1/name',
      code: 'RESERVED_NAME',
    });
    expect((await dora.send('DELETE', path, undefined, { 'If-Match': '"1"' })).status).to.equal(204);
    expect((await dora.get(path)).status).to.equal(404);
  });

  it('keeps a draft with broken references, tells them, and does not publish it', async () => {
    const answer = await put(dora, path, thing({ nameExpression: 'nmae' }), 0);
    expect(answer.status).to.equal(200);
    expect(answer.json.problems.map((each: { path: string }) => each.path)).to.deep.equal(['/nameExpression']);
    const plan = await dora.post('/api/releases/plan', {});
    expect(plan.json.problems[0]).to.include({ document: 'entity/thing', path: '/nameExpression' });
    const published = await dora.post('/api/releases', { plan: plan.json.hash });
    expect([published.status, published.json.error.code]).to.deep.equal([422, 'DOCUMENT_PROBLEMS']);
    expect((await carl.get(path)).status, 'a draft is its owner’s').to.equal(404);
  });

  it('plans, publishes, and takes the draft away', async () => {
    expect((await put(dora, path, thing(), 1)).json.problems).to.deep.equal([]);
    const plan = await dora.post('/api/releases/plan', {});
    expect(plan.json.steps[0]).to.include({ id: 'createTable d_thing', rows: 0 });
    expect((await dora.post('/api/releases', { plan: '0'.repeat(64) })).json.error.code).to.equal('PLAN_CHANGED');
    const published = await dora.post('/api/releases', { plan: plan.json.hash, note: 'A thing' });
    expect([published.status, published.json]).to.deep.equal([201, { number: 2, changed: true }]);
    expect((await dora.get(path)).json).to.include({ draft: false, revision: 1 });
    expect((await carl.get(path)).status).to.equal(200);
    const releases = await dora.get('/api/releases');
    expect(releases.json.live).to.equal(2);
    expect(releases.json.releases[0]).to.include({ number: 2, state: 'live', note: 'A thing' });
  });

  it('gives rights to nobody who may not grant them', async () => {
    const wider = { ...clerk, all: true };
    expect((await put(dora, '/api/documents/role/clerk', wider, 1)).status).to.equal(403);
    expect((await put(carl, '/api/documents/role/clerk', wider, 1)).status).to.equal(200);
    expect((await carl.send('DELETE', '/api/documents/role/clerk', undefined, { 'If-Match': '"2"' })).status).to.equal(
      204,
    );
  });

  it('merges two designers, and keeps the draft of the one whose place was taken', async () => {
    expect((await put(carl, path, thing({ label: 'Of Carl' }), 1)).status).to.equal(200);
    expect((await put(dora, path, thing({ plural: 'Things' }), 1)).status).to.equal(200);
    expect((await dora.post('/api/releases', {})).status).to.equal(201);
    expect((await carl.post('/api/releases', {})).status).to.equal(201);
    expect((await dora.get(`${path}?at=released`)).json.document).to.include({ label: 'Of Carl', plural: 'Things' });

    const { revision } = (await dora.get(path)).json as { revision: number };
    await put(carl, path, thing({ label: 'Carl again', plural: 'Things' }), revision);
    await put(dora, path, thing({ label: 'Of Dora', plural: 'Things' }), revision);
    expect((await dora.post('/api/releases', {})).status).to.equal(201);
    const lost = await carl.post('/api/releases', {});
    expect([lost.status, lost.json.error.code]).to.deep.equal([409, 'DRAFT_CONFLICT']);
    expect(lost.json.error.details[0].conflicts[0]).to.include({ ours: 'Carl again', theirs: 'Of Dora' });
    expect((await carl.get(path)).json).to.deep.include({
      draft: true,
      document: thing({ label: 'Carl again', plural: 'Things' }),
    });
    const held = (await carl.get(path)).json.revision as number;
    expect((await carl.send('DELETE', path, undefined, { 'If-Match': `"${held}"` })).status).to.equal(204);
  });

  it('tells where a field is used and refuses to drop it', async () => {
    const view = {
      kind: 'view',
      id: ulid(911),
      name: 'thing_all',
      schema: 1,
      entity: 'thing',
      mode: 'table',
      columns: [{ path: 'name' }],
    };
    await put(dora, '/api/documents/view/thing_all', view, 0);
    expect((await dora.post('/api/releases', {})).status).to.equal(201);
    const uses = await dora.get(`${path}/uses?field=name`);
    expect(uses.json.uses).to.deep.equal([
      { kind: 'entity', name: 'thing', path: '/nameExpression' },
      { kind: 'view', name: 'thing_all', path: '/columns/0/path' },
    ]);
    const { revision } = (await dora.get(path)).json as { revision: number };
    const removed = await dora.send('DELETE', `${path}?remove=true`, undefined, { 'If-Match': `"${revision}"` });
    expect(removed.json).to.include({ document: null, draft: true });
    const refused = await dora.post('/api/releases', {});
    expect([refused.status, refused.json.error.code]).to.deep.equal([409, 'IN_USE']);
    expect(refused.json.error.details[0].uses[0]).to.include({ kind: 'view', name: 'thing_all' });
    await dora.send('DELETE', path, undefined, { 'If-Match': `"${revision + 1}"` });
  });

  it('goes back to an earlier release, with consent for what disappears', async () => {
    const without = await dora.post('/api/releases/1/rollback', {});
    expect([without.status, without.json.error.code]).to.deep.equal([409, 'CONSENT_REQUIRED']);
    const back = await dora.post('/api/releases/1/rollback', { consents: ['entity thing'] });
    expect(back.status).to.equal(201);
    expect((await dora.get(path)).status).to.equal(404);
    expect((await dora.post('/api/releases/999/rollback', {})).status).to.equal(404);
    expect((await dora.post('/api/releases/0/rollback', {})).status).to.equal(404);
  });

  describe('SQL of datasets (B10, C3) and connections (C5)', () => {
    const dataset = (sql: string, more: object = {}) => ({ kind: 'dataset', id: ulid(920), name: 'people', schema: 1, source: { type: 'sql', sql }, ...more }); // prettier-ignore
    const at = '/api/documents/dataset/people';
    const good = 'select id, name from "user"';
    const warehouse = { kind: 'connection', id: ulid(921), name: 'warehouse', schema: 1, type: 'mysql', host: 'db.example.org', port: 3306, database: 'warehouse', user: 'reader' }; // prettier-ignore
    const there = '/api/documents/connection/warehouse';
    let ada: Browser;
    let olaf: Browser;
    before(async () => {
      ada = await site.signIn('author');
      olaf = await site.signIn('operator');
    });

    it('lets those with the right write SQL, others carry along what is published, and nobody what is no reading', async () => {
      expect((await put(dora, at, dataset(good), 0)).json.error).to.include({ code: 'RIGHT_MISSING' });
      const refused = [
        'WITH x AS (select 1 as a) DELETE FROM "user"', 'SELECT 1 as a; DROP TABLE t', "ATTACH 'x.db' AS x", 'PRAGMA user_version',
        "select load_file('/etc/passwd') as f", "select id from \"user\" into outfile '/tmp/x'", 'select id from sys_session', 'select name from sqlite_master',
      ]; // prettier-ignore
      for (const sql of refused) {
        const answer = await put(ada, at, dataset(sql), 0);
        expect([answer.status, answer.json.error.code, answer.json.error.path], sql).to.deep.equal([422, 'DATASET_SQL', '/source/sql']);
      }
      const unknown = await put(ada, at, dataset('select u.id, u.pass from "user" u, users v'), 0);
      expect(unknown.json.problems.map((each: { code: string }) => each.code)).to.include.members(['UNKNOWN_ENTITY']);
      expect((await put(ada, at, dataset(good), 1)).json.problems).to.deep.equal([]);
      expect((await ada.send('POST', '/api/releases', { note: 'SQL' })).status).to.equal(201);
      expect((await put(dora, at, dataset(good, { label: 'People' }), (await dora.get(at)).json.revision)).status).to.equal(200);
      expect((await put(dora, at, dataset(`${good} where id is not null`), (await dora.get(at)).json.revision)).status).to.equal(403);
    }); // prettier-ignore

    it('shows its text to nobody else who designs: not in a document, a plan, a conflict or a version; it is carried along whole', async () => {
      const seen = async (path: string) => {
        const answer = await dora.get(path);
        expect(answer.status, answer.text).to.equal(200);
        expect(answer.text, path).not.to.contain('from \\"user').and.not.contain(good);
        return answer.json as { document: { source: { sql: string } }; revision: number };
      };
      const { number: first } = ((await ada.get('/api/releases')).json.releases as { number: number }[])[0]!;
      for (const path of [at, `${at}?at=released`, `${at}?at=${first}`]) await seen(path);
      const { document, revision } = await seen(at);
      expect((await ada.get(`${at}?at=released`)).json.document.source.sql).to.equal(good);
      expect(document.source.sql).to.match(/^\/\*.*\*\/ select null as "id", null as "name"$/);

      // Sent back with what else was changed: what is stored has the text.
      const sent = await put(dora, at, { ...document, label: 'Persons' }, revision);
      expect([sent.status, sent.json.problems, sent.text.includes(good)], sent.text).to.deep.equal([200, [], false]);
      const stored = async () => JSON.parse(((await fixture.database.read('sys_draft').where({ name: 'people', owner_id: userOf['designer']! }).first('body')) as { body: string }).body) as object;
      expect(await stored()).to.deep.equal(dataset(good, { label: 'Persons' }));
      // A stand-in that was changed stands for nothing.
      const forged = { ...document, source: { ...document.source, sql: document.source.sql.replace('"id"', '"code"') } };
      const refused = await put(dora, at, forged, sent.json.revision as number);
      expect([refused.status, refused.json.error.code]).to.deep.equal([403, 'RIGHT_MISSING']);
      expect(await stored()).to.deep.equal(dataset(good, { label: 'Persons' }));

      // Rows in place of the text: the plan says so without it.
      const rows = { ...dataset(good, { label: 'Persons' }), source: { type: 'rows', columns: ['id', 'name'], rows: [[1, 2]] } };
      expect((await put(dora, at, rows, sent.json.revision as number)).status).to.equal(200);
      const told = [await dora.send('POST', '/api/releases/plan', {}), await dora.send('POST', '/api/releases', { plan: '0'.repeat(64) })];
      expect(told.map(({ status }) => status)).to.deep.equal([200, 409]);
      for (const { text } of told) expect(text).to.contain('null as').and.not.contain('from \\"user').and.not.contain('from \\\\\\"user');
      // Somebody with the right changes the text meanwhile: the conflict is told without either.
      const later = 'select id, name from "user" where name is not null';
      expect((await put(ada, at, dataset(later), (await ada.get(at)).json.revision)).status).to.equal(200);
      expect((await ada.send('POST', '/api/releases', { note: 'Later' })).status).to.equal(201);
      const clash = await dora.send('POST', '/api/releases', {});
      expect([clash.status, clash.json.error.code]).to.deep.equal([409, 'DRAFT_CONFLICT']);
      expect(clash.text).not.to.contain('user');
      await dora.send('DELETE', at, undefined, { 'If-Match': `"${(await dora.get(at)).json.revision}"` });
      expect((await put(ada, at, dataset(good), (await ada.get(at)).json.revision)).status).to.equal(200);
      expect((await ada.send('POST', '/api/releases', { note: 'Good again' })).status).to.equal(201);
      expect((await put(dora, at, (await seen(at)).document, (await seen(at)).revision)).status).to.equal(200);
    }); // prettier-ignore

    it('asks again when a draft is published, however it came there', async () => {
      const body = JSON.stringify(dataset('select name from "user"'));
      await fixture.database.write((transaction) => transaction('sys_draft').where({ kind: 'dataset', name: 'people' }).update({ body }));
      for (const path of ['/api/releases/plan', '/api/releases']) expect((await dora.send('POST', path, {})).status, path).to.equal(403);
    }); // prettier-ignore

    it('refuses the same when it is changed, or published from a forced draft', async () => {
      const evil = ['PRAGMA user_version', "ATTACH 'x.db' AS x", 'select token_hash from sys_session', "select id from \"user\" into outfile '/tmp/x'"];
      for (const sql of evil) {
        const changed = await put(ada, at, dataset(sql), (await ada.get(at)).json.revision);
        expect([changed.status, changed.json.error.code], sql).to.deep.equal([422, 'DATASET_SQL']);
      }
      const live = (await ada.get('/api/releases')).json.releases as { number: number }[];
      const [{ number }] = live as [{ number: number }];
      const force = (table: string, where: object) =>
        fixture.database.write((transaction) => transaction(table).where({ kind: 'dataset', name: 'people', ...where }).update({ body: JSON.stringify(dataset(evil[2]!)) }));
      const own = await put(ada, at, dataset(`${good} where id is not null`), (await ada.get(at)).json.revision);
      expect(own.status, own.text).to.equal(200);
      expect(await force('sys_draft', {})).to.be.greaterThan(0);
      for (const path of ['/api/releases/plan', '/api/releases']) {
        const answer = await ada.send('POST', path, {});
        expect(answer.text, path).to.contain('DATASET_SQL');
      }
      expect((await ada.get('/api/releases')).json.releases[0].number).to.equal(number);
      await fixture.database.write((transaction) => transaction('sys_draft').where({ kind: 'dataset', name: 'people' }).delete());
    }); // prettier-ignore

    it('refuses the same when an earlier release or document is brought back that somebody forced it into (C3)', async () => {
      const evil = ['WITH x AS (select 1 as a) DELETE FROM "user"', 'SELECT 1 as a; DROP TABLE t', "ATTACH 'x.db' AS x", 'PRAGMA user_version', 'select token_hash from sys_session'];
      const [{ number: earlier }] = (await ada.get('/api/releases')).json.releases as [{ number: number }];
      const saved = await put(ada, at, dataset(`${good} where id is not null`, { label: 'Later' }), (await ada.get(at)).json.revision);
      expect(saved.status, saved.text).to.equal(200);
      const { number: later } = (await ada.send('POST', '/api/releases', { note: 'later' })).json as { number: number };
      const row = { release: earlier, kind: 'dataset', name: 'people' };
      const kept = (await fixture.database.read('sys_document').where(row).first('body')) as { body: string };
      const force = (body: string) => fixture.database.write((transaction) => transaction('sys_document').where(row).update({ body }));
      for (const sql of evil) {
        expect(await force(JSON.stringify(dataset(sql)))).to.equal(1);
        const back = await ada.send('POST', `/api/releases/${earlier}/rollback`, {});
        expect([back.status, back.text.includes('DATASET_SQL')], sql).to.deep.equal([422, true]);
        const old = (await ada.get(`${at}?at=${earlier}`)).json as { document: object };
        const restored = await put(ada, at, old.document, (await ada.get(at)).json.revision);
        expect([restored.status, restored.json.error.code], sql).to.deep.equal([422, 'DATASET_SQL']);
      }
      expect((await ada.get('/api/releases')).json.live).to.equal(later);
      await force(kept.body);
      // Without SQL of somebody else in it the way back is open again, to those who may write it.
      expect((await dora.send('POST', `/api/releases/${earlier}/rollback`, {})).status).to.equal(403);
      expect((await ada.send('POST', `/api/releases/${earlier}/rollback`, {})).status).to.equal(201);
    }); // prettier-ignore

    it('knows where a dataset is used, and what it uses', async () => {
      const used = await ada.get('/api/documents/entity/user/uses');
      expect(used.json.uses).to.deep.include({ kind: 'dataset', name: 'people', path: '/source/sql' });
    });

    it('lets only those who operate the site name another database, with these options and no others', async () => {
      for (const browser of [dora, ada]) expect((await put(browser, there, warehouse, 0)).status).to.equal(403);
      const others = [
        { options: { allowLocalInfile: true } }, { timezone: "');x" }, { host: 'file:///etc/passwd' }, { host: 'db.example.org/x?allow' }, { database: '../trellis.db' },
        { secret: { environment: 'TRELLIS_SECRET' } }, { secret: 'x' }, { type: 'h2' }, { type: 'sqlite' }, { type: 'sqlite', host: undefined, port: undefined, user: undefined, database: '../trellis.db' },
      ]; // prettier-ignore
      for (const other of others) expect((await put(olaf, there, { ...warehouse, ...other }, 0)).status, JSON.stringify(other)).to.equal(422);
      expect((await put(olaf, there, warehouse, 0)).status).to.equal(200);
      expect((await olaf.send('POST', '/api/releases/plan', {})).json.problems).to.deep.equal([]);
    }); // prettier-ignore
  });
});
