/** Files that a job makes: whoever ordered one fetches it, as long as their rights are those of the order (TRUST B11). */
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ReportDocument } from '../../../../metadata/schema/report.js';
import type { Context } from '../../../../server/context.js';
import type { Enqueue, JobPort, JobRow, JobRun } from '../../../../server/jobs/port.js';
import {
  fetchFile,
  makeFile,
  orderFile,
  removeOldFiles,
  type FileOrder,
} from '../../../../server/reports/exports/file-job.js';
import { exportReport } from '../../../../server/reports/exports/export-report.js';
import { createSite } from '../../../helper/context.js';
import { eachDatabase } from '../../../helper/databases.js';
import { idOf, testDocuments, testRole } from '../../../helper/model.js';
import { attempt, lineOf } from '../../../helper/outcome.js';
import { testRows } from '../../../helper/rows.js';

const report: ReportDocument = {
  kind: 'report',
  id: '01DOCUMENT9200000000000001',
  name: 'credits',
  schema: 1,
  label: { en: 'Credits', 'zh-CN': '信用额度' },
  parameters: [{ name: 'least', type: 'number', label: 'Least' }],
  datasets: [
    {
      name: 'S',
      source: {
        type: 'query',
        query: {
          entity: 'customer',
          select: [{ path: 'name' }, { path: 'credit' }],
          where: { field: 'credit', op: 'gte', value: { parameter: 'least' } },
          sort: [{ by: 'name' }],
        },
      },
    },
  ],
  sheet: {
    cells: {
      A1: { bind: { dataset: 'S', field: 'name', as: 'list' } },
      B1: { bind: { dataset: 'S', field: 'credit', as: 'value' } },
    },
  },
};
const role = (more: object = {}, rights: string[] = ['report.run', 'report.export']) => ({
  ...testRole([{ entity: 'customer', actions: { read: 'all', export: true }, ...more }]),
  rights: rights as never,
});

/** One and the same: rights that are as they were have the same mark. */
const full = role();

eachDatabase('server/reports/exports/file-job', (fixture) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'trellis-job-'));
  const folder = join(dataFolder, 'files');
  after(() => rmSync(dataFolder, { recursive: true }));
  const rows = new Map<string, JobRow>();
  const jobs = {
    enqueue({ type, payload, principalId }: Enqueue) {
      const id = `01JOB00000000000000000000${rows.size}`;
      rows.set(id, { id, type, payload, createdBy: principalId ?? null, state: 'queued' } as JobRow);
      return Promise.resolve(id);
    },
    get: (id: string) => Promise.resolve(rows.get(id)),
  } as unknown as JobPort;
  let as: (user: number, roles?: ReturnType<typeof role>) => Context;
  before(async () => {
    const site = await createSite(fixture.database, { rows: testRows, documents: [...testDocuments, report] });
    as = (user, roles = full) => ({ ...site.as({ id: idOf('user', user) }, [roles]), jobs, dataFolder });
  });
  /** What the queue does: runs it with the rights that its owner has by then. */
  const perform = async (id: string, context: Context, signal = new AbortController().signal) => {
    const run: JobRun = { id, attempt: 1, signal, progress: (done) => void steps.push(done) };
    const result = await makeFile(context, rows.get(id)!.payload as FileOrder, run);
    rows.set(id, { ...rows.get(id)!, state: 'done', result });
    return result;
  };
  let steps: number[] = [];
  const textOf = async (context: Context, id: string) => {
    const { stream } = await fetchFile(context, id);
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8');
  };

  it('is made in steps, fetched by its owner and by nobody else, and goes after a day', async () => {
    const ann = as(1);
    const id = await orderFile(ann, 'credits', { format: 'csv', title: ' Mine ', parameters: { least: 1 } });
    expect(await lineOf(() => fetchFile(ann, id)), 'not made yet').to.match(/^404/);
    steps = [];
    const { file } = await perform(id, ann);
    expect(file).to.include({ name: 'Mine.csv', type: 'text/csv; charset=utf-8' });
    expect(steps).to.deep.equal([0, 1, 2, 3, 4]);
    const text = await textOf(ann, id);
    expect(Buffer.byteLength(text)).to.equal(file.size);
    expect(text).to.contain('Mine').and.contain('apple,200.2').and.not.contain('zebra');
    for (const other of [as(2), { ...as(1), viewing: {} as never }])
      expect(await lineOf(() => fetchFile(other, id))).to.equal(
        await lineOf(() => fetchFile(other, `${id.slice(0, -1)}9`)),
      );
    const old = new Date(ann.clock.now().getTime() - 86_400_001);
    utimesSync(join(folder, `${id}.file`), old, old);
    expect(await lineOf(() => fetchFile(ann, id))).to.match(/^404/);
    expect(await removeOldFiles(ann)).to.equal(1);
    expect(existsSync(join(folder, `${id}.file`))).to.equal(false);
  });

  const losses: readonly [string, ReturnType<typeof role>][] = [
    ['the right to export', role({}, ['report.run'])],
    ['a field', role({ fields: { credit: 'hidden' } })],
    ['the export of the entity', role({ actions: { read: 'all' } })],
    ['rows', role({ actions: { read: 'own', export: true } })],
    ['the entity', { ...full, grants: [] }],
  ];
  for (const [what, less] of losses) {
    it(`fails, and leaves no file, when ${what} was lost after the order; a file that was made is not given any more`, async () => {
      const before = readdirSync(folder);
      const id = await orderFile(as(1), 'credits', { format: 'csv' });
      expect(await lineOf(() => perform(id, as(1, less)))).to.match(/^403 PERMISSION_CHANGED/);
      expect(readdirSync(folder)).to.deep.equal(before);
      await perform(id, as(1));
      expect(await textOf(as(1), id)).to.contain('apple');
      expect(await lineOf(() => fetchFile(as(1, less), id))).to.match(/^403 PERMISSION_CHANGED/);
    });
  }

  it('is not ordered while twenty of its owner are still being made: told when to come back; others order on', async () => {
    const [mine, at] = [idOf('user', 1), '2026-01-01T00:00:00.000Z'];
    const waiting = Array.from({ length: 20 }, (_, n) => ({ id: `01WAIT000000000000000000${10 + n}`, type: 'reportFile', state: n % 2 ? 'queued' : 'running', payload: '{}', created_by: mine, principal_id: mine, created_at: at, not_before: at })); // prettier-ignore
    await fixture.database.write((transaction) => transaction('sys_job').insert(waiting));
    const order = (user: number) => attempt(() => orderFile(as(user), 'credits', { format: 'csv' }));
    const { line, error } = await order(1);
    expect([line, error!.data.retryAfter]).to.deep.equal(['429 TOO_MANY_ORDERED', 30]);
    expect((await order(2)).line).to.equal('ok');
    await fixture.database.write((transaction) => transaction('sys_job').where('id', waiting[0]!.id).update({ state: 'done' })); // prettier-ignore
    expect((await order(1)).line).to.equal('ok');
    await fixture.database.write((transaction) => transaction('sys_job').delete());
  });

  it('leaves no file when it is cancelled', async () => {
    const before = readdirSync(folder);
    const id = await orderFile(as(1), 'credits', { format: 'pdf' });
    const cancelled = new AbortController();
    cancelled.abort();
    const end = await perform(id, as(1), cancelled.signal).then(
      () => 'made',
      (error: Error) => error.name,
    );
    expect(end).to.equal('AbortError');
    expect(readdirSync(folder)).to.deep.equal(before);
  });

  it('holds what its owner may export: the rest says so, in every format', async () => {
    const open = structuredClone(report);
    delete (open.datasets[0] as { source: { query: { where?: unknown } } }).source.query.where;
    const blind = as(1, role({ fields: { credit: 'hidden' } }));
    for (const format of ['csv', 'html'] as const) {
      const { bytes, fileName } = await exportReport(blind, open, { format, summary: true });
      const text = Buffer.from(bytes).toString('utf8');
      expect(text)
        .to.contain('No access')
        .and.contain('apple')
        .and.not.match(/200[.,]2/);
      expect(fileName).to.equal(`Credits.${format}`);
    }
  });
});
