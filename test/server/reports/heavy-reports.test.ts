/** Reports that cost much: by columns, in a work process, in pages, two of a user at a time; refused with a reason when too large. */
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import type { Grid } from '../../../metadata/sheet/types.js';
import type { Context } from '../../../server/context.js';
import { closeGzip, type GzipHead } from '../../../server/http/gzip-parts.js';
import type { Reply } from '../../../server/http/route.js';
import { queryColumns, rowsOfColumns } from '../../../server/records/query-columns.js';
import { runQuery } from '../../../server/records/query.js';
import { answerRun, type RunRequest } from '../../../server/reports/answer-run.js';
import { explainCell } from '../../../server/reports/explain.js';
import { explainReport } from '../../../server/reports/explain-report.js';
import { reportRoutes } from '../../../server/reports/routes.js';
import { gridAnswer, runReport } from '../../../server/reports/run-report.js';
import { gridInputs, placesOf, writeBack, type GridInputs } from '../../../server/reports/write-back.js';
import { tooLarge } from '../../../server/reports/sources/dataset-rows.js';
import type { SourceServer } from '../../../server/api.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf, testRole } from '../../helper/model.js';
import { attempt, lineOf } from '../../helper/outcome.js';
import { testRows } from '../../helper/rows.js';

type Source = ReportDocument['datasets'][number]['source'];
const reportOf = (source: Source, cells: Record<string, CellDocument>, rest: Partial<ReportDocument> = {}): ReportDocument => ({
  kind: 'report', id: '01DOCUMENT9230000000000000', name: 'heavy', schema: 1,
  datasets: [{ name: 'S', source }], sheet: { cells }, ...rest,
}); // prettier-ignore

const bind = (field: string, as: 'group' | 'list' | 'value' | 'sum', rest: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field, as }, ...rest,
}); // prettier-ignore

/** A list under groups with sums; rows of every kind of value. */
const long = reportOf(
  { type: 'rows', columns: ['g', 'n', 'amt'], rows: Array.from({ length: 4500 }, (_, n) => [`Región ${n % 3}`, n, n % 7 === 0 ? null : n / 4]) },
  {
    A1: { text: 'Group' },
    A2: bind('g', 'group', { span: [2, 1] }),
    B2: bind('n', 'list'),
    C2: bind('amt', 'value'),
    D2: { formula: 'if(C2 > 1000, user.id, $from)' },
    B3: { text: 'Subtotal' },
    C3: bind('amt', 'sum'),
    A4: bind('amt', 'sum'),
  },
  { parameters: [{ name: 'from', type: 'date', default: '2026-01-01' }] },
); // prettier-ignore

const everything = testRole(
  ['customer', 'order', 'order_line', 'region'].map((entity) => ({ entity, actions: { read: 'all' as const } })),
);
const masked = testRole([
  { entity: 'customer', actions: { read: 'all' }, fields: { name: 'mask' } },
  { entity: 'region', actions: { read: 'all' } },
]);

const writing = testRole([{ entity: 'customer', actions: { read: 'all', create: true, update: 'all' } }]);

const withoutCredit = testRole([
  { entity: 'customer', actions: { read: 'all' }, fields: { credit: 'hidden' } },
  { entity: 'region', actions: { read: 'all' } },
]);

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** As a client has it. */
async function answerOf({ content }: Reply): Promise<Record<string, unknown>> {
  const { json, head } = content as { json: object; head?: GzipHead };
  const text = JSON.stringify(json);
  if (!head) return JSON.parse(text) as Record<string, unknown>;
  const bytes = Buffer.concat(await closeGzip(head, Buffer.from(`,${text.slice(1)}`)));
  return JSON.parse(gunzipSync(bytes).toString()) as Record<string, unknown>;
}

eachDatabase('server/reports/heavy-reports', (fixture) => {
  let ann: Context;
  let ben: Context;
  let blind: Context;
  let poor: Context;
  let typist: Context;
  before(async () => {
    const site = await createSite(fixture.database, { rows: testRows });
    ann = site.as({ id: idOf('user', 1) }, [everything]);
    ben = site.as({ id: idOf('user', 2) }, [everything]);
    blind = site.as({ id: idOf('user', 1) }, [masked]);
    poor = site.as({ id: idOf('user', 1) }, [withoutCredit]);
    typist = site.as({ id: idOf('user', 1) }, [writing]);
  });

  const answer = async (request: RunRequest = {}) => answerOf(await answerRun(ann, long, request));

  it('makes a sheet over many rows in a work process, and answers the same grid', async () => {
    const reply = await answerRun(ann, long, {});
    expect(reply.content).to.have.property('head');
    const { plan, inputs, ...made } = await answerOf(reply);
    expect(made).to.deep.equal(JSON.parse(JSON.stringify(gridAnswer(await runReport(ann, long, {})))));
    expect([inputs, (plan as unknown[]).length]).to.deep.equal([{}, 1]);
    const still = await answerRun(ann, long, { still: true });
    expect(still.content).to.have.property('head');
    const { columns, rows, cells, styles, freeze } = made as unknown as Grid;
    const looked = cells.map(({ at: _at, on: _on, ...cell }) => cell);
    expect(await answerOf(still)).to.deep.equal(asSent({ columns, rows, cells: looked, styles, freeze, rowsRead: 4500 }));
  }); // prettier-ignore

  it('explains a value of many rows, and finds where people type, in a work process as at once', async () => {
    const tasks: string[] = [];
    const watching = (context: Context): Context => ({ ...context, work: { ...context.work, run: (task, ...rest) => (tasks.push(task), context.work.run(task, ...rest)) } });
    const [watched, typing] = [watching(ann), watching(typist)];
    const run = await runReport(ann, long, {});
    for (const [source, at, down] of [
      ['C3', 'A2:2;', {}], ['A4', ';', { by: 'g' }], ['C2', 'A2:1,B2:7;', {}], ['D2', 'A2:1,B2:7;', {}], ['A4', ';', { by: 'n', within: [{ column: 'g', value: 'Región 1' }] }],
    ] as const)
      expect(asSent(await explainReport(watched, long, { source, at, ...down }))).to.deep.equal(asSent(explainCell(run, source, at, 'en', down)));
    expect(tasks).to.deep.equal(Array.from({ length: 5 }, () => 'report.explain'));
    const input = { entity: 'customer', field: 'credit', key: { name: 'B2 & "x"' }, when: 'C2 > 1000' };
    const typed: ReportDocument = { ...long, sheet: { cells: { ...long.sheet.cells, E2: { ...bind('amt', 'value'), input } } } };
    const { inputs } = (await answerOf(await answerRun(typing, typed, { page: { from: 0, to: 10, orAll: 20 } }))) as { inputs: GridInputs };
    expect(inputs).to.deep.equal(gridInputs(typist, typed, placesOf(await runReport(typist, typed, {}))));
    expect([tasks.at(-1), inputs['E2']!.places.length > 100]).to.deep.equal(['report.grid', true]);
    const change = { source: 'E2', at: inputs['E2']!.places[0]!, value: 'no number', was: null };
    const { line } = await attempt(() => writeBack(typing, typed, { changes: [change] }));
    expect([line.slice(0, 3), tasks.at(-1)]).to.deep.equal(['422', 'report.places']);
  }); // prettier-ignore

  it('answers a page of rows with the size of the whole; pages put together are the whole', async () => {
    const whole = (await answer()) as unknown as { rows: unknown[]; cells: { row: number; rowSpan?: number }[] };
    const rows: unknown[] = [];
    const cells = new Map<string, object>();
    for (let from = 0; from < whole.rows.length; from += 1000) {
      const page = (await answer({ page: { from, to: from + 1000 } })) as unknown as typeof whole & { fromRow: number; size: { rows: number } };
      expect([page.fromRow, page.size.rows]).to.deep.equal([from, whole.rows.length]);
      rows.push(...page.rows);
      for (const cell of page.cells) cells.set(JSON.stringify(cell), cell);
    }
    expect(rows).to.deep.equal(whole.rows);
    expect([...cells.keys()].sort()).to.deep.equal(whole.cells.map((cell) => JSON.stringify(cell)).sort());
  }); // prettier-ignore

  it('tells how each dataset was read, and of what may not be read nothing more', async () => {
    const query = { entity: 'customer', select: [{ path: 'region' }, { path: 'name' }, { path: 'credit' }] };
    const cells = { A1: bind('region', 'group'), B1: bind('credit', 'sum') };
    const planOf = async (context: Context, made: ReportDocument) =>
      ((await answerOf(await answerRun(context, made, {})))['plan'] as { message: string }[]).map(
        ({ message }) => message,
      );
    expect(await planOf(ann, reportOf({ type: 'query', query }, cells))).to.deep.equal([
      'The database groups the rows of S; 5 groups are read.',
    ]);
    expect(await planOf(ann, reportOf({ type: 'query', query }, { ...cells, C1: bind('name', 'list') }))).to.deep.equal(
      ['Every row of S is read, 5 in all. C1 reads single rows of S.'],
    );
    expect(await planOf(poor, reportOf({ type: 'query', query }, { ...cells, C1: bind('name', 'list') }))).to.deep.equal([
      'Every row of S is read, 5 in all. A part of it may not be read.',
    ]);
    expect(await planOf(ann, long)).to.deep.equal(['Every row of S is read, 4500 in all. It is no query of records.']);
  }); // prettier-ignore

  it('reads the same by columns as by rows: names, codes, masks, days, nothing', async () => {
    const query = {
      entity: 'customer',
      select: ['name', 'region', 'status', 'credit', 'since', 'region.name'].map((path) => ({ path })),
    };
    for (const context of [ann, blind]) {
      const made = await queryColumns(context, query, {}, { maxLimit: 100 });
      if (made === undefined || made === 'over') throw new Error('These are single columns of the database.');
      const { columns, rows } = await runQuery(context, query);
      expect([made.columns, rowsOfColumns(made)]).to.deep.equal([columns, rows]);
      for (const { values } of made.fields.values()) expect(new Set(values).size).to.equal(values.length);
    }
  });

  it('ends a query of more rows than a dataset may have where they are read: none is carried over', async () => {
    const query = { entity: 'customer', select: [{ path: 'name' }] };
    const all = (await runQuery(ann, query)).rows.length;
    expect(await queryColumns(ann, query, {}, { maxLimit: all })).to.equal('over');
    // Asked for few only, it is told so; that is no answer for who asks for all.
    expect(await queryColumns(ann, query, {}, { maxLimit: all + 1, most: all - 1 })).to.equal('over');
    expect(await queryColumns(ann, query, {}, { maxLimit: all + 1, most: all })).to.include({ length: all });
    expect(await queryColumns(ann, query, {}, { maxLimit: all + 1 })).to.include({ length: all });
    expect(await queryColumns(ann, { ...query, limit: 2 }, {}, { maxLimit: all })).to.include({ length: 2 });
  });

  it('E3 runs two heavy reports of a person at a time: others wait, more are told to come back, nobody else is held', async () => {
    const waiting: (() => void)[] = [];
    const running = { now: 0, most: 0 };
    const held = (context: Context): Context => ({
      ...context,
      work: {
        ...context.work,
        async run<R>(): Promise<R> {
          running.most = Math.max(running.most, ++running.now);
          await new Promise<void>((resolve) => waiting.push(resolve));
          running.now--;
          return { length: 0, columns: Array.from({ length: 1 }, () => ({ codes: new Int32Array(0), values: [] })), isOver: false } as R;
        },
      },
    });
    const report = reportOf({ type: 'query', query: { entity: 'customer', select: [{ path: 'name' }] } }, { A1: bind('name', 'list') });
    const route = reportRoutes().find(({ path }) => path === '/reports/:name/run')!;
    const run = (context: Context) => {
      const { model } = context.release;
      const release = { ...context.release, model: { ...model, find: () => report } as unknown as typeof model };
      const input = { params: { name: 'heavy' }, body: {}, query: {}, signal: new AbortController().signal };
      return lineOf(() => Promise.resolve(route.handler({ ...held(context), release }, input as never)));
    };
    const settled = async () => {
      for (let round = 0; round < 50; round++) await new Promise((resolve) => setImmediate(resolve));
    };
    const reached = async (count: number) => {
      for (let round = 0; running.now < count && round < 10_000; round++) await settled();
      await settled();
      return running.now;
    };
    const all = Array.from({ length: 30 }, () => run({ ...ann, database: { ...ann.database, dataVersion: () => undefined } as never }));
    expect(await reached(2)).to.equal(2);
    const other = run({ ...ben, database: { ...ben.database, dataVersion: () => undefined } as never });
    expect(await reached(3), 'somebody else begins at once').to.equal(3);
    let isDone = false;
    const answers = Promise.all([...all, other]).finally(() => (isDone = true));
    while (!isDone) {
      waiting.splice(0).forEach((finish) => finish());
      await settled();
    }
    const lines = await answers;
    expect(running.most).to.equal(3);
    // Two run and 24 wait; those two may have begun before the others came, or after.
    const told = lines.filter((line) => line.startsWith('429 WORK_BUSY')).length;
    expect(told).to.be.within(4, 6);
    expect(lines.filter((line) => !/^[45]/.test(line))).to.have.length(lines.length - told);
  }); // prettier-ignore

  it('C6 refuses a way out of a formula with its cell and place, and what grows without end', async () => {
    const over = (formula: string) => reportOf({ type: 'rows', columns: ['a'], rows: [[1]] }, { B7: { formula } });
    const { line, error } = await attempt(() =>
      answerRun(ann, over('"".constructor.constructor("return process")()'), {}),
    );
    expect(line).to.equal('422 SHEET_EXPRESSION /sheet/cells/B7');
    expect(error!.message).to.match(/B7/);
    const grid = gridAnswer(await runReport(ann, over('repeat("x", 1e9)'), {}));
    expect(grid.cells.map(({ kind, text }) => [kind, text])).to.deep.equal([['error', '#ERROR']]);
  });

  it('says what to do about a list that is too long for an order or a filter of the reader’s own', async () => {
    const query: Query = { entity: 'customer', select: [{ path: 'name' }, { path: 'credit' }] };
    const listed = reportOf({ type: 'query', query }, { A1: { text: 'Name' }, A2: bind('name', 'list'), B2: bind('credit', 'value') });
    const grouped = reportOf({ type: 'query', query }, { A1: { text: 'Name' }, A2: bind('name', 'group') });
    // As where there are more rows than a dataset may have.
    const server: SourceServer = { id: 'query', load: (_context, { name }) => Promise.reject(tooLarge(name)) };
    const long: Context = { ...ann, sourceServers: { find: () => server } };
    const page = { from: 0, to: 2 };
    const changed = { page, sort: [{ cell: 'A2', descending: true }] };
    const { line, error } = await attempt(() => answerRun(long, listed, changed));
    expect(line).to.equal('422 DATASET_TOO_LARGE /datasets/S');
    expect(error!.message).to.match(/too long to be sorted or filtered on the sheet.*200,?000.*parameters/);
    expect((await attempt(() => answerRun(long, grouped, changed))).error!.message).to.match(/Group it, or narrow its filter/);
    const { cells } = (await answerOf(await answerRun(long, listed, { page }))) as unknown as Grid;
    expect(cells.length, 'without them it is read by pages').to.be.greaterThan(1);
  }); // prettier-ignore
});
