/** Cells that are typed into: which they are, for whom, what is written, and what is refused with nothing written. */
import { expect } from 'chai';
import type { Context } from '../../../server/context.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import { gridAnswer, runReport } from '../../../server/reports/run-report.js';
import {
  gridInputs,
  placesOf,
  writeBack,
  type CellChange,
  type GridInputs,
} from '../../../server/reports/write-back.js';
import { runQuery } from '../../../server/records/query.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { attempt } from '../../helper/outcome.js';
import { testRows } from '../../helper/rows.js';

/** Budgets by name: one row for each line of a list, there or not yet. */
const report: ReportDocument = {
  kind: 'report',
  id: '01DOCUMENT9210000000000000',
  name: 'budgets',
  schema: 1,
  datasets: [
    { name: 'N', source: { type: 'rows', columns: ['name'], rows: [['Travel'], ['Rent'], ['Closed'], [null]] } },
    { name: 'B', source: { type: 'query', query: { entity: 'budget', select: [{ path: 'name' }, { path: 'amount' }] } } },
  ],
  sheet: {
    cells: {
      A1: { bind: { dataset: 'N', field: 'name', as: 'list' } },
      B1: {
        bind: { dataset: 'B', field: 'amount', as: 'sum' },
        join: [{ key: 'name', to: 'A1' }],
        format: '#,##0.00',
        input: { entity: 'budget', field: 'amount', key: { name: 'A1' }, when: 'A1 <> "Closed"' },
      },
      A2: { text: 'Total' },
      B2: { formula: 'sum(B1)' },
    },
  },
}; // prettier-ignore

const departments = { entity: 'department', actions: { read: 'all' } } as const;
const writer = testRole([{ entity: 'budget', actions: { read: 'all', create: true, update: 'all' } }, departments]);
const reader = testRole([{ entity: 'budget', actions: { read: 'all' } }]);
const blind = testRole([
  { entity: 'budget', actions: { read: 'all', create: true, update: 'all' }, fields: { amount: 'read' } },
  departments,
]);

eachDatabase('server/reports/write-back', (fixture) => {
  let system: Context;
  let ann: Context;
  let others: Readonly<Record<'reader' | 'blind', Context>>;
  before(async () => {
    const site = await createSite(fixture.database, { rows: testRows });
    system = site.system();
    ann = site.as({ id: idOf('user', 1), department: idOf('department', 2) }, [writer]);
    others = {
      reader: site.as({ id: idOf('user', 1), department: idOf('department', 2) }, [reader]),
      blind: site.as({ id: idOf('user', 1), department: idOf('department', 2) }, [blind]),
    };
  });

  const amounts = async (): Promise<Readonly<Record<string, unknown>>> => {
    const select = [{ path: 'name' }, { path: 'amount' }];
    const { rows } = await runQuery(system, { entity: 'budget', select, sort: [{ by: 'name' }] });
    return Object.fromEntries(rows.map((row) => [String(row['name']), row['amount']]));
  };
  const change = (place: number, value: unknown, was: CellChange['was'] = null): CellChange => ({
    source: 'B1',
    at: `A1:${place};`,
    value,
    was,
  });
  const write = (context: Context, ...changes: readonly CellChange[]) => writeBack(context, report, { changes });

  it('says where its reader may type: not where a condition, an empty key or a right stands against it', async () => {
    const of = async (context: Context): Promise<GridInputs> =>
      gridInputs(context, report, placesOf(await runReport(context, report, {})));
    const { B1, ...more } = await of(ann);
    expect(more).to.deep.equal({});
    const { marks, ...rest } = B1!;
    expect(rest).to.deep.equal({ entity: 'budget', field: 'amount', places: ['A1:1;', 'A1:2;'], format: '#,##0.00' });
    expect(new Set(marks)).to.have.property('size', 2);
    const viewing = { ...ann, viewing: { roles: ['writer'] } } as unknown as Context;
    expect(await of(viewing), 'the site as somebody else sees it').to.deep.equal({});
    expect(await of(others.reader)).to.deep.equal({});
    expect(await of(others.blind)).to.deep.equal({});
  });

  it('creates what is not there, changes what is, in one go', async () => {
    expect(await write(ann, change(1, 100.5), change(2, 20))).to.deep.equal({ created: 2, updated: 0 });
    expect(await amounts()).to.include({ Travel: 100.5, Rent: 20 });
    expect(await write(ann, change(1, 90, 100.5))).to.deep.equal({ created: 0, updated: 1 });
    const grid = gridAnswer(await runReport(ann, report, {}));
    expect(grid.cells.filter(({ source }) => source.startsWith('B')).map(({ value }) => value)).to.deep.equal([
      90,
      20,
      null,
      null,
      110,
    ]);
  });

  it('writes nothing when somebody changed one of the cells meanwhile, and tells mine, theirs and before', async () => {
    const before = await amounts();
    const told = await attempt(() => write(ann, change(2, 25, 20), change(1, 95, 100.5)));
    expect(told.line).to.equal('409 CELL_CHANGED');
    expect(told.error!.data).to.have.nested.property('details.cells').that.deep.equals([
      { source: 'B1', at: 'A1:1;', base: 100.5, theirs: 90, mine: 95 },
    ]); // prettier-ignore
    expect(await amounts()).to.deep.equal(before);
    expect(await write(ann, change(1, 90, 100.5)), 'both mean the same').to.include({ updated: 1 });
  });

  it('refuses cells that take nothing, and what is no such value, each at its change; nothing is written', async () => {
    const before = await amounts();
    const cases: readonly [Context, readonly CellChange[], string, string][] = [
      [ann, [change(2, 25, 20), change(3, 1)], 'CELL_CLOSED', '/changes/1'],
      [ann, [change(4, 1)], 'CELL_CLOSED', '/changes/0'],
      [ann, [{ source: 'B2', at: ';', value: 1, was: 110 }], 'CELL_CLOSED', '/changes/0'],
      [ann, [{ source: 'Z9', at: 'A1:1;', value: 1, was: null }], 'CELL_CLOSED', '/changes/0'],
      [others.reader, [change(1, 1, 90)], 'CELL_CLOSED', '/changes/0'],
      [others.blind, [change(1, 1, 90)], 'CELL_CLOSED', '/changes/0'],
      [ann, [change(2, 25, 20), change(1, 'much', 90)], 'WRONG_TYPE', '/changes/1/amount'],
    ];
    for (const [context, changes, code, path] of cases) {
      const told = await attempt(() => write(context, ...changes));
      expect(told.line, JSON.stringify(changes)).to.equal(`422 ${code} ${path}`);
    }
    expect(await amounts()).to.deep.equal(before);
  });

  it('writes nothing where the rows are others by now: a place is not taken for another record', async () => {
    const before = await amounts();
    const { B1 } = gridInputs(ann, report, placesOf(await runReport(ann, report, {})));
    const [travel, rent] = B1!.marks;
    const rows = [['Rent'], ['Travel']];
    const turned: ReportDocument = {
      ...report,
      datasets: [{ name: 'N', source: { type: 'rows', columns: ['name'], rows } }, report.datasets[1]!],
    };
    const told = await attempt(() => writeBack(ann, turned, { changes: [{ ...change(1, 7, 90), mark: travel }] }));
    expect(told.line).to.equal('409 CELL_MOVED');
    expect(told.error!.data)
      .to.have.nested.property('details.cells')
      .that.deep.equals([{ source: 'B1', at: 'A1:1;' }]);
    const gone = await attempt(() => writeBack(ann, turned, { changes: [{ ...change(3, 7), mark: rent }] }));
    expect(gone.line).to.equal('409 CELL_MOVED');
    const closed = await attempt(() => writeBack(ann, report, { changes: [{ ...change(3, 7), mark: rent }] }));
    expect(closed.line).to.equal('422 CELL_CLOSED /changes/0');
    expect(await amounts()).to.deep.equal(before);
    const done = await writeBack(ann, turned, { changes: [{ ...change(1, 20, 20), mark: rent }] });
    expect(done).to.deep.equal({ created: 0, updated: 1 });
  });

  it('refuses a cell that stands for several records', async () => {
    const created = await write(ann, change(1, 1, 90)).then(() => runQuery(system, { entity: 'budget', select: [{ path: 'id' }] })); // prettier-ignore
    expect(created.rows).to.have.length.above(1);
    const twice: ReportDocument = {
      ...report,
      sheet: { cells: { ...report.sheet.cells, B1: { ...report.sheet.cells['B1']!, input: { entity: 'budget', field: 'name', key: { amount: '$same' } } } } },
      parameters: [{ name: 'same', type: 'number' }],
    }; // prettier-ignore
    await write(ann, change(2, 1, 20));
    const told = await attempt(() =>
      writeBack(ann, twice, { parameters: { same: 1 }, changes: [change(1, 'One', 'Travel')] }),
    );
    expect(told.line).to.equal('422 CELL_AMBIGUOUS /changes/0');
  });

  it('makes one record when two fill the same empty cell at once: the second is told', async () => {
    const fresh: ReportDocument = {
      ...report,
      datasets: [{ name: 'N', source: { type: 'rows', columns: ['name'], rows: [['Fresh']] } }, report.datasets[1]!],
    };
    const one = (value: number) =>
      attempt(() => writeBack(ann, fresh, { changes: [{ source: 'B1', at: 'A1:1;', value, was: null }] }));
    const told = await Promise.all([one(1), one(2)]);
    expect(told.map(({ line }) => line).sort()).to.deep.equal(['409 CELL_CHANGED', 'ok']);
    const { rows } = await runQuery(system, {
      entity: 'budget',
      select: [{ path: 'id' }],
      where: { field: 'name', op: 'eq', value: 'Fresh' },
    });
    expect(rows).to.have.length(1);
  });
});
