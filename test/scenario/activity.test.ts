/** Comments, followers, notices, timeline, presence and trash over HTTP, with the rights of three people. */
import { expect } from 'chai';
import { removeSample } from '../../server/operations/sample-data.js';
import { eventually } from '../helper/eventually.js';
import { activityPackage } from '../helper/activity-package.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer, Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { everyRefusal } from '../helper/refusal-events.js';

interface Item {
  readonly type: string;
  readonly comment?: { id: string; text: string; replies?: { text: string }[]; mine?: boolean; deleted?: boolean };
  readonly change?: { action: string; version: number };
  readonly record?: { id: string; label: string; by?: { label: string }; values: Record<string, unknown> };
}
interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly times: number;
  readonly read: boolean;
  readonly record?: { id: string; label: string };
  readonly fields?: string[];
  readonly comment?: { text: string };
}

eachDatabase('scenario/activity', (fixture) => {
  let live: LiveSite;
  let ann: Browser;
  let ben: Browser;
  let lea: Browser;
  let gus: Browser;
  const ids: Record<string, string> = {};
  before(async function () {
    this.timeout(120_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), packages: [activityPackage()], refusals: everyRefusal }); // prettier-ignore
    const people = { ann: 'act_agent', ben: 'act_agent', lea: 'act_lead', gus: 'act_guest' };
    for (const [login, role] of Object.entries(people)) ids[login] = await live.addUser({ login, roles: [role] });
    [ann, ben, lea, gus] = await Promise.all([
      live.signIn('ann'),
      live.signIn('ben'),
      live.signIn('lea'),
      live.signIn('gus'),
    ]);
  });
  after(() => live?.close());

  const line = ({ status, json }: Answer) => {
    const error = (json as { error?: { code: string; path?: string } } | undefined)?.error;
    return error ? `${status} ${error.code}${error.path === undefined ? '' : ` ${error.path}`}` : String(status);
  };
  const ticket = async (who: Browser, body: object): Promise<{ id: string; version: number; place: string }> => {
    const answer = await who.post('/api/records/act_ticket', body);
    expect(answer.status, answer.text).to.equal(201);
    return { ...answer.json, place: `/api/records/act_ticket/${answer.json.id}` };
  };
  const change = async (who: Browser, place: string, version: number, body: object) => {
    const answer = await who.send('PATCH', place, body, { 'If-Match': `"${version}"` });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as { version: number };
  };
  const remove = async (who: Browser, place: string, version: number) => {
    const answer = await who.send('DELETE', place, undefined, { 'If-Match': `"${version}"` });
    expect(answer.status, answer.text).to.equal(204);
  };
  const noticesOf = async (who: Browser): Promise<readonly NoticeRow[]> => (await who.get('/api/notices')).json.rows;
  const noticeOf = (who: Browser, record: string, kind: string) =>
    eventually(
      async () => (await noticesOf(who)).find((row) => row.record?.id === record && row.kind === kind),
      `the ${kind} notice`,
    );

  describe('comments', () => {
    it('keeps what is said, answers one level deep, and shows it with the changes, newest first', async () => {
      const { place, version } = await ticket(ann, { title: 'Broken lamp' });
      const first = await ann.post(`${place}/comments`, { text: '  Needs a **ladder**.  ' });
      expect(first.status, first.text).to.equal(201);
      expect(first.json).to.deep.include({ text: 'Needs a **ladder**.', mine: true });
      await ann.post(`${place}/comments`, { text: 'I bring one.', parent: first.json.id });
      await change(ann, place, version, { place: 'Hall' });
      const { items } = (await ann.get(`${place}/timeline`)).json as { items: Item[] };
      expect(items.map((item) => item.change?.action ?? item.comment?.text)).to.deep.equal(['update', 'Needs a **ladder**.', 'create']);
      expect(items[1]!.comment!.replies!.map((reply) => reply.text)).to.deep.equal(['I bring one.']);
      const only = async (show: string) => ((await ann.get(`${place}/timeline?show=${show}`)).json.items as Item[]).map((item) => item.type);
      expect(await only('comments')).to.deep.equal(['comment']);
      expect(await only('changes')).to.deep.equal(['change', 'change']);
    }); // prettier-ignore

    it('pages through changes and comments without losing or repeating one', async () => {
      const made = await ticket(ann, { title: 'Pages' });
      const { place } = made;
      let { version } = made;
      for (let step = 0; step < 4; step += 1) {
        await ann.post(`${place}/comments`, { text: `Word ${step}` });
        ({ version } = await change(ann, place, version, { place: `Room ${step}` }));
      }
      const whole = (await ann.get(`${place}/timeline`)).json.items as Item[];
      expect(whole).to.have.length(9);
      const paged: Item[] = [];
      for (let before = ''; ;) {
        const page = (await ann.get(`${place}/timeline?limit=2${before}`)).json as { items: Item[]; next?: string };
        paged.push(...page.items);
        if (page.next === undefined) break;
        before = `&before=${page.next}`;
      }
      expect(paged).to.deep.equal(whole);
    });

    it('puts calls among them by their own time, each reader those that they may see, without fields that are hidden', async () => {
      const { id, place } = await ticket(ann, { title: 'Calls' });
      const call = async (who: Browser, subject: string, called: string | null, to: string | null = id) => {
        const body = { subject, called_at: called, minutes: 5, verdict: 'fair', ...(to === null ? {} : { ticket: to }) };
        const { verdict: _hidden, ...seen } = body;
        const answer = await who.post('/api/records/act_call', who === ann ? seen : body);
        expect(answer.status, answer.text).to.equal(201);
      };
      await call(ann, 'First', '2026-01-02T10:00:00.000Z');
      await call(lea, 'By another', '2026-01-03T10:00:00.000Z');
      await call(ann, 'Same time', '2026-01-03T10:00:00.000Z');
      await call(ann, 'No time', null);
      await call(ann, 'Elsewhere', '2026-01-04T10:00:00.000Z', null);
      const read = async (who: Browser, query = '') => (await who.get(`${place}/timeline${query}`)).json as { items: Item[]; next?: string };
      const names = (items: readonly Item[]) => items.map((item) => item.record?.label ?? item.change!.action);
      const whole = (await read(lea)).items;
      expect(names(whole)).to.deep.equal(['create', 'By another', 'Same time', 'First']);
      expect(whole[1]!.record).to.deep.include({ entity: 'act_call', values: { minutes: 5, verdict: 'fair' } });
      expect(whole[1]!.record!.by!.label).to.equal('Name of lea');
      const anns = (await read(ann, '?show=records')).items;
      expect(names(anns)).to.deep.equal(['Same time', 'First']);
      expect(anns[0]!.record!.values).to.deep.equal({ minutes: 5 });
      const paged: Item[] = [];
      for (let before = ''; ;) {
        const page = await read(lea, `?limit=1${before}`);
        paged.push(...page.items);
        if (page.next === undefined) break;
        before = `&before=${encodeURIComponent(page.next)}`;
      }
      expect(paged).to.deep.equal(whole);
      for (const wrong of ['0.-.t1', '0.-.t1~x~01J00000000000000000000001', `0.-.t1~${'9'.repeat(16)}~01J00000000000000000000001`, `0.-.t1~${'9'.repeat(15)}~01J00000000000000000000001`])
        expect(line(await lea.get(`${place}/timeline?before=${encodeURIComponent(wrong)}`)), wrong).to.equal('400 INVALID_PARAMETER before');
    }); // prettier-ignore

    it('lets nobody but the author change or delete, keeps earlier texts, keeps replies of a deleted one', async () => {
      const { place } = await ticket(ann, { title: 'Edits' });
      const { id } = (await ann.post(`${place}/comments`, { text: 'First' })).json;
      const theirs = `${place}/comments/${id}`;
      expect(line(await lea.send('PATCH', theirs, { text: 'Mine' }))).to.equal('404 NOT_FOUND');
      expect(line(await lea.send('DELETE', theirs))).to.equal('404 NOT_FOUND');
      expect((await ann.send('PATCH', theirs, { text: 'Second' })).json).to.include({ text: 'Second' });
      expect((await lea.get(`${theirs}/texts`)).json.rows.map((row: { text: string }) => row.text)).to.deep.equal(['First']);
      await lea.post(`${place}/comments`, { text: 'An answer', parent: id });
      expect((await ann.send('DELETE', theirs)).status).to.equal(204);
      const [item] = (await ann.get(`${place}/timeline?show=comments`)).json.items as Item[];
      expect(item!.comment).to.include({ text: '', deleted: true });
      expect(item!.comment!.replies).to.have.length(1);
      expect(line(await lea.get(`${theirs}/texts`))).to.equal('404 NOT_FOUND');
      expect(line(await lea.post(`${place}/comments`, { text: 'Late', parent: id }))).to.equal('422 PARENT_UNKNOWN /parent');
    }); // prettier-ignore

    it('writes one comment for one Idempotency-Key', async () => {
      const { place } = await ticket(ann, { title: 'Once' });
      const headers = { 'Idempotency-Key': 'comment-once' };
      const one = await ann.post(`${place}/comments`, { text: 'Once' }, headers);
      const two = await ann.post(`${place}/comments`, { text: 'Once' }, headers);
      expect(two.json.id).to.equal(one.json.id);
      expect((await ann.get(`${place}/timeline?show=comments`)).json.items).to.have.length(1);
    });

    it('refuses what has no text, is too long, or where comments are off', async () => {
      const { id, place } = await ticket(ann, { title: 'Refused', parts: [{ name: 'Bulb' }] });
      expect(line(await ann.post(`${place}/comments`, { text: ' \n ' }))).to.equal('422 REQUIRED /text');
      expect(line(await ann.post(`${place}/comments`, { text: 'x'.repeat(10_001) }))).to.equal('422 TOO_LONG /text');
      expect(line(await ann.post(`${place}/comments`, { text: 'x', colour: 'red' }))).to.match(/^400/);
      const part = (await ann.get(`/api/records/act_ticket/${id}?fields=parts`)).json.parts[0].id as string;
      expect(line(await ann.post(`/api/records/act_part/${part}/comments`, { text: 'x' }))).to.equal(
        '422 COMMENTS_OFF',
      );
    });

    it('offers people with whether they may see the record, and refuses to mention those who may not', async () => {
      const { place } = await ticket(ann, { title: 'Whom' });
      const found = (await ann.get(`${place}/mentionable?find=name of`)).json.rows as { name: string; may: boolean; reason?: string }[];
      const of = (login: string) => found.find((row) => row.name === `Name of ${login}`);
      expect(of('lea')).to.deep.include({ may: true });
      expect(of('ben')).to.deep.include({ may: false, reason: 'noAccess' });
      expect(of('gus')).to.deep.include({ may: false, reason: 'noAccess' });
      const body = { text: '@Name of ben look', mentions: [ids['ben']] };
      expect(line(await ann.post(`${place}/comments`, body))).to.equal('422 MENTION_FORBIDDEN /mentions/0');
    }); // prettier-ignore
  });

  describe('notices', () => {
    it('tells the mentioned and the followers, each once, and never the author', async () => {
      const { id, place } = await ticket(ann, { title: 'Told' });
      await lea.send('PUT', `${place}/following`, { following: true });
      await ann.post(`${place}/comments`, { text: 'See @Name of lea', mentions: [ids['lea']] });
      const notice = await noticeOf(lea, id, 'mention');
      expect(notice).to.deep.include({ record: { id, label: 'Told' }, read: false });
      expect(notice.comment!.text).to.equal('See @Name of lea');
      await lea.post(`${place}/comments`, { text: 'Seen' });
      // The owner follows without having asked.
      expect((await noticeOf(ann, id, 'comment')).comment!.text).to.equal('Seen');
      const own = (await noticesOf(lea)).filter((row) => row.record?.id === id);
      expect(own.map((row) => row.kind)).to.deep.equal(['mention']);
    });

    it('folds changes of a followed record into one while it is unread, without fields that are hidden', async () => {
      const { id, place, ...made } = await ticket(ann, { title: 'Folded' });
      let { version } = made;
      ({ version } = await change(lea, place, version, { place: 'A', secret: 'canary' }));
      await noticeOf(ann, id, 'changed');
      ({ version } = await change(lea, place, version, { title: 'Folded twice' }));
      const notice = await eventually(
        async () => (await noticesOf(ann)).find((row) => row.record?.id === id && row.times === 2),
        'the second change',
      );
      expect(notice.fields).to.have.members(['Place', 'Title']);
      expect((await ann.get('/api/notices')).text).to.not.contain('canary');
      await ann.post('/api/notices/read', { ids: [notice.id] });
      await change(lea, place, version, { place: 'B' });
      await eventually(
        async () => (await noticesOf(ann)).filter((row) => row.record?.id === id).length === 2 || undefined,
        'a notice of its own',
      );
    });

    it('tells who was given a record', async () => {
      const { id, place, version } = await ticket(lea, { title: 'Given' });
      await change(lea, place, version, { owner: ids['ben'] });
      expect(await noticeOf(ben, id, 'assigned')).to.deep.include({ record: { id, label: 'Given' } });
    });

    it('drops what may no longer be seen from list and count, and tells no title of it', async () => {
      const { id, place, version } = await ticket(lea, { title: 'Vanishing canary', owner: ids['ben'] });
      await noticeOf(ben, id, 'assigned');
      const before = (await ben.get('/api/notices/count')).json.unread as number;
      await change(lea, place, version, { owner: ids['lea'] });
      expect((await ben.get('/api/notices')).text).to.not.contain('Vanishing canary');
      expect((await ben.get('/api/notices/count')).json.unread).to.equal(before - 1);
    });

    it('is not told of what one does not want, and no more after one stopped following', async () => {
      await ben.send('PUT', '/api/notices/settings', { kinds: { assigned: false } });
      expect((await ben.get('/api/notices/settings')).json).to.deep.equal({ kinds: { assigned: false } });
      const { id, place } = await ticket(lea, { title: 'Unwanted', owner: ids['ben'] });
      await lea.post(`${place}/comments`, { text: 'For the owner' });
      await noticeOf(ben, id, 'comment');
      expect((await noticesOf(ben)).filter((row) => row.record?.id === id).map((row) => row.kind)).to.deep.equal(['comment']);
      expect((await ben.send('PUT', `${place}/following`, { following: false })).json.following).to.equal(false);
      await lea.post(`${place}/comments`, { text: 'Not for the owner' });
      expect((await noticesOf(ben)).filter((row) => row.record?.id === id)).to.have.length(1);
      expect(line(await ben.send('PUT', '/api/notices/settings', { quiet: { from: '25:00', to: '07:00' } }))).to.match(/^4/);
    }); // prettier-ignore

    it('tells whoever started it that a job has ended', async () => {
      await live.site.jobs.enqueue({ type: 'cleanup', payload: {}, principalId: ids['ben']! });
      const notice = await eventually(
        async () => (await noticesOf(ben)).find((row) => row.kind === 'job') as NoticeRow & { job: { state: string } },
        'the notice of the job',
      );
      expect(notice.job).to.include({ label: 'Clean up', state: 'done' });
    });

    it('keeps still in quiet hours, and lets the notice wait in the list', async () => {
      const pushed: string[] = [];
      const stop = live.site.services.events.subscribe(({ type, userId, id }) => {
        if (type === 'notice' && userId === ids['ben']) pushed.push(id ?? '');
      });
      await ben.send('PUT', '/api/notices/settings', { quiet: { from: '00:00', to: '23:59' } });
      const quiet = await ticket(lea, { title: 'Quiet', owner: ids['ben'] });
      await noticeOf(ben, quiet.id, 'assigned');
      await ben.send('PUT', '/api/notices/settings', {});
      const loud = await ticket(lea, { title: 'Loud', owner: ids['ben'] });
      await noticeOf(ben, loud.id, 'assigned');
      stop();
      expect(pushed).to.deep.equal([loud.id]);
    });

    it('marks all as read', async () => {
      expect((await ann.post('/api/notices/read', {})).json).to.deep.equal({ unread: 0 });
      expect((await ann.get('/api/notices?show=unread')).json.rows).to.deep.equal([]);
    });
  });

  describe('presence', () => {
    it('says who else is there, to those who may see the record', async () => {
      const { place } = await ticket(ann, { title: 'Together' });
      const page = 'abcdefgh1234';
      expect((await ann.post(`${place}/presence`, { page, state: 'view' })).json.rows).to.deep.equal([]);
      expect((await lea.post(`${place}/presence`, { page, state: 'edit' })).json.rows).to.deep.equal([
        { id: ids['ann'], label: 'Name of ann', state: 'view' },
      ]);
      expect((await ann.get(`${place}/presence`)).json.rows[0]).to.include({ id: ids['lea'], state: 'edit' });
      await lea.post(`${place}/presence`, { page, state: 'gone' });
      expect((await ann.get(`${place}/presence`)).json.rows).to.deep.equal([]);
    });
  });

  describe('trash', () => {
    it('brings fifty back with their parts, comments and history', async () => {
      const made = [];
      for (let index = 0; index < 50; index += 1) {
        made.push(await ticket(ann, { title: `Lost ${index}`, parts: [{ name: `Part ${index}` }] }));
      }
      await ann.post(`${made[0]!.place}/comments`, { text: 'Stays with it' });
      for (const { place, version } of made) await remove(ann, place, version);
      const { rows, total } = (await ann.get('/api/records/act_ticket/trash?limit=200')).json;
      const lost = (rows as { id: string; label: string; deletedBy: { label: string } }[]).filter((row) => row.label.startsWith('Lost'));
      expect(lost).to.have.length(50);
      expect(total).to.be.at.least(50);
      expect(lost[0]).to.deep.include({ label: 'Lost 49', deletedBy: { id: ids['ann'], label: 'Name of ann' } });
      expect((await ben.get('/api/records/act_ticket/trash')).json).to.deep.equal({ rows: [], total: 0 });
      expect(line(await gus.get('/api/records/act_ticket/trash'))).to.equal('404 NOT_FOUND');
      const answer = await ann.post('/api/records/act_ticket/trash/restore', { ids: lost.map((row) => row.id) });
      expect((answer.json.rows as { restored: boolean }[]).every((row) => row.restored)).to.equal(true);
      const back = (await ann.get(`${made[0]!.place}?fields=title,parts`)).json;
      expect(back.parts.map((part: { name: string }) => part.name)).to.deep.equal(['Part 0']);
      const told = (await ann.get(`${made[0]!.place}/timeline`)).json.items as Item[];
      expect(told.map((item) => item.change?.action ?? 'comment')).to.include.members(['create', 'delete', 'restore', 'comment']);
    }).timeout(60_000); // prettier-ignore

    it('takes out for good only with the right and the number that was seen, and leaves a stub of the history', async () => {
      const { id, place, version } = await ticket(lea, {
        title: 'For good canary',
        parts: [{ name: 'a' }, { name: 'b' }],
      });
      await lea.post(`${place}/comments`, { text: 'canary too' });
      const purge = (who: Browser, body: object) => who.post('/api/records/act_ticket/trash/purge', body);
      expect(line(await purge(lea, { ids: [id] }))).to.equal('404 NOT_FOUND');
      await remove(lea, place, version);
      expect(line(await purge(ann, { ids: [id] }))).to.match(/^403/);
      expect((await purge(lea, { ids: [id] })).json).to.deep.equal({
        count: 3,
        entities: [
          { entity: 'act_ticket', count: 1 },
          { entity: 'act_part', count: 2 },
        ],
      });
      expect(line(await purge(lea, { ids: [id], count: 1 }))).to.equal('409 COUNT_CHANGED');
      expect((await purge(lea, { ids: [id], count: 3 })).status).to.equal(200);
      expect(line(await lea.post(`${place}/restore`))).to.equal('404 NOT_FOUND');
      const { read } = live.site.services.database;
      const history = await read('sys_history').where({ record_id: id }).select('action', 'changes', 'user_id');
      expect(history).to.deep.equal([{ action: 'purge', changes: '{}', user_id: ids['lea'] }]);
      expect(await read('sys_comment').where({ record_id: id })).to.deep.equal([]);
    });
  });

  it('leaves nothing said about sample records behind when these are taken out', async () => {
    const { id, place } = await ticket(ann, { title: 'Sample' });
    const stays = await ticket(ann, { title: 'Stays' });
    const { id: comment } = (await ann.post(`${place}/comments`, { text: 'One' })).json;
    await ann.send('PATCH', `${place}/comments/${comment}`, { text: 'Two' });
    await ann.post(`${stays.place}/comments`, { text: 'Here' });
    const { database } = live.site.services;
    await database.write((transaction) => transaction('sys_sample').insert({ entity: 'act_ticket', record_id: id }));
    await removeSample(live.site.system('test'));
    const left = async (table: string, where: object) => (await database.read(table).where(where)).length;
    for (const table of ['sys_comment', 'sys_follow', 'sys_history']) {
      expect(await left(table, { record_id: id }), table).to.equal(0);
      expect(await left(table, { record_id: stays.id }), table).to.be.greaterThan(0);
    }
    expect(await left('sys_comment_text', { comment_id: comment })).to.equal(0);
    expect((await ann.get(`${stays.place}/timeline?show=comments`)).json.items).to.have.length(1);
  });

  it('answers somebody else’s record like one that never was, on every route', async () => {
    const { id, version } = await ticket(lea, { title: 'Not yours' });
    const { id: comment } = (await lea.post(`/api/records/act_ticket/${id}/comments`, { text: 'x' })).json;
    const never = '01J0000000000000000000000Z';
    const routes: [string, string, unknown?][] = [
      ['GET', 'timeline'], ['POST', 'comments', { text: 'x' }], ['PATCH', `comments/${comment}`, { text: 'y' }],
      ['DELETE', `comments/${comment}`], ['GET', `comments/${comment}/texts`], ['GET', 'mentionable'], ['GET', 'following'],
      ['PUT', 'following', { following: true }], ['GET', 'presence'], ['POST', 'presence', { page: 'abcdefgh', state: 'view' }],
    ]; // prettier-ignore
    const strip = (answer: Answer) => ({ status: answer.status, error: { ...answer.json.error, requestId: '' } });
    for (const [method, path, body] of routes) {
      const foreign = strip(await ann.send(method, `/api/records/act_ticket/${id}/${path}`, body));
      const random = strip(await ann.send(method, `/api/records/act_ticket/${never}/${path}`, body));
      expect(foreign, `${method} ${path}`).to.deep.equal(random);
      expect(foreign.status, `${method} ${path}`).to.equal(404);
    }
    expect(version).to.equal(1);
  });

  describe('after all this', () => {
    it('leaves one security event of each refusal', async () => {
      expect(live.refused.size).to.be.greaterThan(30);
      await live.refused.expectEvents(live);
    });
  });
});
