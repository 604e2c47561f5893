/** Roll-ups, stored formulas and links that come with a release: rows that are there get their figures, whoever writes meanwhile. */
import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { EntityDocument } from '../../../metadata/schema/entity.js';
import { tableInfo } from '../../../server/database/schema.js';
import { leagueDocuments } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { openWorkshop, recordRow, type Workshop } from './workshop.js';

const administrator: Document = {
  kind: 'role',
  id: '01DOCUMENT7000000000000090',
  name: 'administrator',
  schema: 1,
  all: true,
  grants: [],
} as Document;
/** Published ones have real ULIDs. */
const league: readonly Document[] = [...leagueDocuments, administrator].map((document) => ({
  ...document,
  id: document.id.replace('DOCUMENT', 'D0CVMENT'),
}));

/** The league with the fields of some entities changed. */
const withFields = (change: (entity: EntityDocument) => EntityDocument['fields']): readonly Document[] =>
  league.map((document) => (document.kind === 'entity' ? { ...document, fields: change(document) } : document));
const isComputed = (type: string): boolean => type === 'rollUp' || type === 'formula';
/** Before anybody thought of figures. */
const plain = withFields((entity) =>
  entity.fields.filter((field) => !isComputed(field.type) || !['club', 'team', 'match'].includes(entity.name)),
);

eachDatabase('releases/computed', (fixture) => {
  let registries: Registries;
  let shop: Workshop;
  const [club, one, two] = ['01CLUB00000000000000000001', '01TEAM00000000000000000001', '01TEAM00000000000000000002'];
  const player = (team: string, points: number, active = true) =>
    recordRow(shop.newId(), {
      name: `P${points}`,
      team,
      points,
      active: shop.database.engine === 'sqlite' ? Number(active) : active,
    });
  const insert = (table: string, ...rows: readonly Record<string, unknown>[]) =>
    shop.database.write((transaction) => transaction(table).insert(rows as Record<string, string>[]));
  const figures = async () => {
    const rows = (await shop.database.read('d_team').orderBy('id')) as Record<string, unknown>[];
    const [top] = (await shop.database.read('d_club')) as Record<string, unknown>[];
    const number = (value: unknown) => (value === null ? null : Number(value));
    return {
      teams: rows.map((row) => [number(row['size']), number(row['points']), row['leader'], row['title']]),
      club: [number(top!['teams']), number(top!['points'])],
    };
  };

  before(async () => {
    registries = await productRegistries();
  });
  beforeEach(async () => {
    shop = await openWorkshop(await fixture.open(), undefined, registries);
    await shop.publish(plain);
    await insert('d_club', recordRow(club, { name: 'Club' }));
    await insert('d_team', recordRow(one, { name: 'One', club }), recordRow(two, { name: 'Two', club }));
    await insert('d_player', player(one, 3), player(one, 9, false), player(two, 5));
  });

  it('fills rows that are there, each figure after what it reads', async () => {
    const proposal = await shop.publisher.plan({ documents: league });
    const steps = proposal.steps.filter((step) => step.action === 'fillComputed').map((step) => step.id.split(' ')[1]);
    expect(steps.indexOf('d_club.points')).to.be.greaterThan(steps.indexOf('d_team.points'));
    expect(steps.indexOf('d_team.title')).to.be.greaterThan(steps.indexOf('d_team.size'));
    await shop.publish(league);
    expect(await figures()).to.deep.equal({
      teams: [
        [2, 3, 'P9', 'One: 2'],
        [1, 5, 'P5', 'Two: 1'],
      ],
      club: [2, 8],
    });
  });

  it('computes again what is said in another way, and what reads it', async () => {
    await shop.publish(league);
    const next = withFields((entity) =>
      entity.fields.map((field) => {
        if (entity.name !== 'team' || field.name !== 'points') return field;
        const { where: _where, ...options } = field.options!;
        return { ...field, options };
      }),
    );
    const { steps } = await shop.publisher.plan({ documents: next });
    expect(steps.map((step) => step.id)).to.deep.equal(['fillComputed d_team.points', 'fillComputed d_club.points']);
    await shop.publish(next);
    expect((await figures()).club).to.deep.equal([2, 17]);
  });

  it('takes in what is written with the old release meanwhile, moves included', async () => {
    const busy = await openWorkshop(
      shop.database,
      async (name) => {
        if (name !== 'before-switch') return;
        await insert('d_player', player(two, 30));
        const updated_at = new Date().toISOString();
        await shop.database.write((transaction) =>
          transaction('d_player').where({ points: 9 }).update({ team: two, updated_at }),
        );
      },
      registries,
    );
    await busy.publish(league);
    expect(await figures()).to.deep.equal({
      teams: [
        [1, 3, 'P3', 'One: 1'],
        [3, 35, 'P30', 'Two: 3'],
      ],
      club: [2, 38],
    });
  });

  it('goes on where it was killed, and gives the same', async () => {
    let left = 2;
    const dying = await openWorkshop(
      shop.database,
      (name) => {
        if (/^mid-fill/.test(name) && left-- === 0) throw Object.assign(new Error('killed'), { name: 'Killed' });
      },
      registries,
    );
    // A step that fails is taken back; the next attempt begins again.
    await dying.publish(league).catch(() => undefined);
    await (await openWorkshop(shop.database, undefined, registries)).publisher.resume();
    await shop.store.refresh();
    await shop.publish(league);
    expect((await figures()).club).to.deep.equal([2, 8]);
  });

  it('makes a table for links, asks before they go and keeps them', async () => {
    const [links] = [await tableInfo(shop.database, 'l_match_squad')];
    expect([...links!.columns.keys()]).to.include.members(['id', 'source', 'target', 'version', 'deleted_at']);
    const without = plain.map((document) =>
      document.kind === 'entity' && document.name === 'match'
        ? { ...document, fields: document.fields.filter((field) => field.name !== 'squad') }
        : document,
    );
    const proposal = await shop.publisher.plan({ documents: without });
    expect(proposal.consents.map((consent) => consent.id)).to.deep.equal(['field match.squad']);
    await shop.publish(without, { consents: ['field match.squad'] });
    expect(await tableInfo(shop.database, 'l_match_squad')).to.not.equal(undefined);
    await shop.publish(plain);
    const { problems } = await shop.publisher.plan({
      documents: plain.map((document) =>
        document.kind === 'entity' && document.name === 'match'
          ? { ...document, fields: document.fields.map((field) => (field.name === 'squad' ? { ...field, options: { target: 'user' } } : field)) }
          : document,
      ),
    }); // prettier-ignore
    expect(problems.map((problem) => problem.code)).to.include('COLUMN_TAKEN');
  });
});
