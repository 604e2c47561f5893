/** Roll-ups: whatever is written, by whomever and however, they are what the records say. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import type { Value } from '../../metadata/value.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { deleteRecord } from '../../server/records/delete.js';
import { getRecord } from '../../server/records/get.js';
import { readHistory } from '../../server/records/history.js';
import { listRecords } from '../../server/records/list.js';
import { repairRollUps } from '../../server/records/repair-roll-ups.js';
import { restoreRecord } from '../../server/records/restore.js';
import { updateRecord } from '../../server/records/update.js';
import { ApiError } from '../../server/errors.js';
import { leagueDocuments } from '../helper/campaigns.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** A small generator of numbers below `n`, the same for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

eachDatabase('scenario/roll-ups', (fixture) => {
  let site: TestSite;
  let system: Context;
  before(async () => {
    site = await createSite(fixture.database, { documents: leagueDocuments });
    system = site.system();
  });
  beforeEach(() => site.advance(1));

  const get = (entity: string, id: string) => getRecord(system, entity, id);
  const all = async (entity: string, fields: readonly string[]): Promise<readonly Row[]> =>
    (await listRecords(system, entity, { fields, limit: 200 })).rows as readonly Row[];
  const change = async (entity: string, id: string, body: object) =>
    updateRecord(system, entity, id, (await get(entity, id)).version, body);

  it('are there from the start, with rows of the same body', async () => {
    const empty = await createRecord(system, 'team', { name: 'Empty' });
    expect(empty).to.include({ size: 0, points: null, best: null, mean: null, leader: null, title: 'Empty: 0' });
    const players = [
      { name: 'Ann', points: 3 },
      { name: 'Bo', points: 8 },
      { name: 'Cy', points: 20, active: false },
    ];
    const team = await createRecord(system, 'team', { name: 'Reds', players });
    expect(team).to.include({
      version: 1, size: 3, points: 11, worst: 3, best: 20, mean: 10.333, leader: 'Cy', oldest: 'Ann', title: 'Reds: 3',
    }); // prettier-ignore
    const { entries } = await readHistory(system, 'team', team.id);
    expect(entries.map((entry) => entry.version)).to.deep.equal([1]);
  });

  it('follow every way of writing, up through their own roll-ups', async () => {
    const club = await createRecord(system, 'club', { name: 'North' });
    const [a, b] = [
      await createRecord(system, 'team', { name: 'A', club: club.id }),
      await createRecord(system, 'team', { name: 'B', club: club.id }),
    ];
    const ann = await createRecord(system, 'player', { name: 'Ann', team: a.id, points: 5 });
    const figures = async () => {
      const [teamA, teamB, top] = [await get('team', a.id), await get('team', b.id), await get('club', club.id)];
      return [teamA['size'], teamA['points'], teamB['size'], teamB['points'], top['teams'], top['points']];
    };
    expect(await figures()).to.deep.equal([1, 5, 0, null, 2, 5]);
    await change('player', ann.id, { points: 7 });
    expect(await figures()).to.deep.equal([1, 7, 0, null, 2, 7]);
    await change('player', ann.id, { team: b.id });
    expect(await figures()).to.deep.equal([0, null, 1, 7, 2, 7]);
    await change('player', ann.id, { active: false });
    expect(await figures()).to.deep.equal([0, null, 1, null, 2, null]);
    await writeMany(
      system,
      'player',
      [1, 2, 3].map((points) => ({ body: { name: `P${points}`, team: a.id, points } })),
    );
    expect(await figures()).to.deep.equal([3, 6, 1, null, 2, 6]);
    await deleteRecord(system, 'team', a.id, (await get('team', a.id)).version);
    expect((await get('club', club.id))['teams']).to.equal(1);
    site.advance(1);
    await restoreRecord(system, 'team', a.id);
    expect(await figures()).to.deep.equal([3, 6, 1, null, 2, 6]);
    await change('team', b.id, { players: [] });
    expect(await figures()).to.deep.equal([3, 6, 0, null, 2, 6]);
  });

  it('follow links and what is linked', async () => {
    const [x, y] = [
      await createRecord(system, 'player', { name: 'X', points: 4 }),
      await createRecord(system, 'player', { name: 'Y', points: 5, active: false }),
    ];
    const match = await createRecord(system, 'match', { name: 'Final', squad: [x.id, y.id] });
    expect(match).to.include({ version: 1, called: 1, strength: 9 });
    await change('player', y.id, { active: true, points: 6 });
    expect(await get('match', match.id)).to.include({ called: 2, strength: 10 });
    await change('match', match.id, { squad: [y.id] });
    expect(await get('match', match.id)).to.include({ called: 1, strength: 6 });
    await deleteRecord(system, 'player', y.id, (await get('player', y.id)).version);
    expect(await get('match', match.id)).to.include({ called: 0, strength: null });
  });

  it('are read only, filtered and sorted like any field, and hidden with what they are made of', async () => {
    const team = await createRecord(system, 'team', { name: 'Filter', players: [{ points: 41 }] });
    expect(await lineOf(() => change('team', team.id, { size: 9 }))).to.equal('422 FIELD_READONLY /size');
    const filter = { field: 'points', op: 'eq', value: 41 } as const;
    expect((await listRecords(system, 'team', { filter, sort: [{ by: 'best' }] })).rows).to.have.lengthOf(1);
    const blind = site.as({ id: idOf('user', 1) }, [
      testRole([
        { entity: 'team', actions: { read: 'all' } },
        { entity: 'player', actions: { read: 'all' }, fields: { points: 'hidden' } },
      ]),
    ]);
    const seen = await getRecord(blind, 'team', team.id);
    expect(seen).to.include({ size: 1 }).and.not.have.any.keys('points', 'best', 'mean', 'leader');
    expect(await lineOf(() => listRecords(blind, 'team', { filter }))).to.equal('403 FIELD_FORBIDDEN points');
  });

  it('are repaired and reported when something changed them behind the server', async () => {
    const team = await createRecord(system, 'team', { name: 'Broken', players: [{ points: 1 }, { points: 2 }] });
    await repairRollUps(system);
    await fixture.database.write((transaction) => transaction('d_team').where({ id: team.id }).update({ size: 7, worst: null, title: 'Wrong' })); // prettier-ignore
    const report = await repairRollUps(system);
    expect(
      report.repaired.map(({ entity, field, records, example }) => [entity, field, records, example]),
    ).to.deep.equal([
      ['team', 'size', 1, team.id],
      ['team', 'worst', 1, team.id],
      ['team', 'title', 1, team.id],
    ]);
    expect(await get('team', team.id)).to.include({ size: 2, worst: 1, title: 'Broken: 2' });
    expect((await repairRollUps(system)).repaired).to.deep.equal([]);
  });

  it('equal what the records say after random writes by several writers at once', async function () {
    this.timeout(60_000);
    const clubs = await Promise.all([1, 2].map((n) => createRecord(system, 'club', { name: `Club ${n}` })));
    const teams = await Promise.all(
      [1, 2, 3].map((n) => createRecord(system, 'team', { name: `Team ${n}`, club: clubs[n % 2]!.id })),
    );
    const match = await createRecord(system, 'match', { name: 'Cup' });
    const players: string[] = [];
    const gone: string[] = [];
    const writer = async (seed: number): Promise<void> => {
      const random = randomOf(seed);
      const team = () => teams[random(3)]!.id;
      const one = () => players[random(players.length)] ?? 'none';
      const writes: readonly (() => Promise<unknown>)[] = [
        async () =>
          players.push((await createRecord(system, 'player', { name: `N${random(99)}`, team: team(), points: random(50) })).id),
        () => change('player', one(), { points: random(50) }),
        () => change('player', one(), { team: random(5) === 0 ? null : team() }),
        () => change('player', one(), { active: random(2) === 0 }),
        () => change('team', team(), { club: clubs[random(2)]!.id }),
        () => change('match', match.id, { squad: [one(), one()].filter((id, at, list) => list.indexOf(id) === at) }),
        async () => {
          const id = one();
          await deleteRecord(system, 'player', id, (await get('player', id)).version);
          gone.push(id);
        },
        () => restoreRecord(system, 'player', gone[random(gone.length)] ?? 'none'),
        () => writeMany(system, 'player', [0, 1, 2].map(() => ({ body: { name: 'Many', team: team(), points: random(9) } }))),
      ]; // prettier-ignore
      for (let n = 0; n < 40; n++) {
        try {
          await writes[n < 4 ? 0 : random(writes.length)]!();
        } catch (error) {
          // Somebody else was faster, or the record is gone.
          if (!(error instanceof ApiError) || error.status >= 500) throw error;
        }
      }
    };
    await Promise.all([writer(11), writer(22), writer(33), writer(44)]);
    const rows = (await all('player', ['name', 'team', 'points', 'active'])) as readonly (Row & {
      points: number;
      active: boolean;
    })[];
    const sum = (values: readonly number[]): Value => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0));
    const stored = await all('team', ['size', 'points', 'worst', 'best', 'mean', 'club']);
    for (const { id, size, points, worst, best, mean } of stored) {
      const own = rows.filter((row) => (row['team'] as { id: string } | null)?.id === id);
      const of = own.map((row) => row.points);
      expect({ id, size, points, worst, best, mean }).to.deep.equal({
        id,
        size: own.length,
        points: sum(own.filter((row) => row.active).map((row) => row.points)),
        worst: of.length === 0 ? null : Math.min(...of),
        best: of.length === 0 ? null : Math.max(...of),
        mean: of.length === 0 ? null : Math.round(((sum(of) as number) / of.length) * 1000) / 1000,
      });
    }
    for (const club of await all('club', ['teams', 'points'])) {
      const own = stored.filter((team) => (team['club'] as { id: string } | null)?.id === club.id);
      const of = own.map((team) => team['points']).filter((value): value is number => value !== null);
      expect([club['teams'], club['points']]).to.deep.equal([own.length, sum(of)]);
    }
    const final = await get('match', match.id);
    const squad = (final['squad'] as readonly Row[]).map(({ id }) => rows.find((row) => row.id === id)!);
    expect([final['called'], final['strength']]).to.deep.equal([
      squad.filter((row) => row.active).length,
      sum(squad.map((row) => row.points)),
    ]);
    expect((await repairRollUps(system)).repaired).to.deep.equal([]);
  });
});
