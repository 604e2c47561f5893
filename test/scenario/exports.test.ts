/** Lists as files and on paper: what a list shows, for whom it may leave the product, cell by cell, and a line of the audit. */
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Readable } from 'node:stream';
import { languages } from '../../metadata/value.js';
import type { Context } from '../../server/context.js';
import type { Reply } from '../../server/http/route.js';
import { writeMany } from '../../server/records/bulk.js';
import { createRecord } from '../../server/records/create.js';
import { exportList } from '../../server/records/export/export-list.js';
import { printList, printRecord } from '../../server/records/export/print.js';
import type { ExportRequest } from '../../server/records/export/request.js';
import { listRecords } from '../../server/records/list.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testRole } from '../helper/model.js';
import { lineOf } from '../helper/outcome.js';

const columns = (...paths: readonly string[]): ExportRequest['columns'] => paths.map((path) => ({ path }));
const formulas = ['=1+1', '+1', '-1', '@sum', '=cmd|x!A0'];
const ann = idOf('user', 1);
const bo = idOf('user', 2);

eachDatabase('scenario/exports', (fixture) => {
  let site: TestSite;
  let system: Context;
  let special: string;
  before(async () => {
    site = await createSite(fixture.database, {
      rows: { user: [{ id: ann, name: 'Ann', login: 'ann' }, { id: bo, name: 'Bo', login: 'bo' }] },
    }); // prettier-ignore
    system = site.system();
    const region = await createRecord(system, 'region', { name: 'West, far' });
    const rows = Array.from({ length: 430 }, (_, index) => ({
      body: {
        name: formulas[index] ?? `Customer ${String(index).padStart(3, '0')}`,
        code: `C${String(index).padStart(3, '0')}`,
        owner: index % 2 === 0 ? ann : bo,
        region: index % 3 === 0 ? region.id : null,
        status: ['lead', 'active', 'lost'][index % 3],
        credit: index - 5.25,
        employees: index,
        active: index % 2 === 0,
        since: '2026-01-31',
        phone: '030-1',
      },
    }));
    const { ids, failed } = await writeMany(system, 'customer', rows);
    expect(failed).to.deep.equal([]);
    special = ids[0]!;
    await createRecord(system, 'contact', {
      name: 'Kim',
      customer: special,
      tags: ['a', 'b'],
      address: { city: 'Köln' },
    });
    await createRecord(system, 'order', { number: '007', customer: special, owner: ann, shipped_at: '2026-06-30T22:30:00.000Z', lines: [{ product: 'Tea', quantity: 2, amount: 3.5 }, { product: '=Salt', quantity: 1, amount: 1 }] }); // prettier-ignore
  });

  const textOf = async (reply: Reply): Promise<Buffer> => {
    const { stream } = reply.content as { readonly stream: Readable };
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part as Uint8Array | string));
    return Buffer.concat(parts);
  };
  const csv = async (context: Context, entity: string, request: Omit<ExportRequest, 'format'>) => {
    const reply = await exportList(context, entity, { format: 'csv', ...request }, '127.0.0.1');
    return parse(await textOf(reply), { bom: true, record_delimiter: '\r\n' }) as string[][];
  };
  const grants = (customer: object, rest: object = {}) =>
    testRole([
      { entity: 'customer', actions: { read: 'all', ...customer }, ...rest },
      { entity: 'user', actions: { read: 'all' } },
    ]);
  const events = async (type: string) =>
    (await site.database.read('sys_event').where({ type }).orderBy('id')) as { user_id: string; data: string; address: string }[]; // prettier-ignore

  it('hold every row of the list in its order, over many pages', async () => {
    const filter = { field: 'status', op: 'ne', value: 'lost' } as const;
    const sort = [{ by: 'employees', descending: true }];
    const [head, ...rows] = await csv(system, 'customer', { columns: columns('code', 'employees'), filter, sort });
    expect(head).to.deep.equal(['code', 'employees']);
    const expected: string[][] = [];
    for (let after: string | undefined, first = true; first || after; first = false) {
      const page = await listRecords(system, 'customer', { filter, sort, fields: ['code', 'employees'], limit: 100, ...(after ? { after } : {}) }); // prettier-ignore
      expected.push(...page.rows.map((row) => [String(row['code']), String(row['employees'])]));
      after = page.next;
    }
    expect(expected.length).to.be.greaterThan(250);
    expect(rows).to.deep.equal(expected);
  });

  it('write names, labels, days and figures as such, and let no text become a formula', async () => {
    const request = { columns: [...columns('name', 'owner', 'region.name', 'status', 'credit', 'active', 'since'), { path: 'code', label: 'Our, code' }], sort: [{ by: 'employees' }] }; // prettier-ignore
    const [head, ...rows] = await csv(system, 'customer', request);
    expect(head!.at(-1)).to.equal('Our, code');
    expect(rows[0]).to.deep.equal(["'=1+1", 'Ann', 'West, far', 'lead', '-5.25', 'true', '2026-01-31', 'C000']);
    expect(rows.slice(0, 5).map(([name]) => name)).to.deep.equal(formulas.map((text) => `'${text}`));
    expect(rows[1]!.slice(1, 3)).to.deep.equal(['Bo', '']);
  });

  it('hold times in the zone of the site, linked rows, tags and addresses', async () => {
    const [, order] = await csv(system, 'order', { columns: columns('number', 'shipped_at', 'lines.product') });
    expect(order).to.deep.equal(['007', '2026-07-01 00:30', 'Tea; =Salt']);
    const [, contact] = await csv(system, 'contact', { columns: columns('name', 'tags', 'address', 'address.city') });
    expect(contact![0]).to.equal('Kim');
    expect(contact!.slice(1)).to.deep.equal(['a, b', 'Köln', 'Köln']);
  });

  it('hold figures, days and times alike whatever the language of their reader', async () => {
    const filter = { field: 'employees', op: 'lt', value: 20 } as const;
    const wanted = [
      { entity: 'customer', request: { columns: ['code', 'credit', 'employees', 'active', 'since'].map((path) => ({ path, label: path })), filter, sort: [{ by: 'employees' }] } },
      { entity: 'order', request: { columns: ['number', 'shipped_at', 'lines.amount'].map((path) => ({ path, label: path })) } },
    ]; // prettier-ignore
    const role = testRole([
      { entity: 'customer', actions: { read: 'all', export: true } },
      { entity: 'order', actions: { read: 'all', export: true } },
      { entity: 'order_line', actions: { read: 'all', export: true } },
    ]);
    for (const { entity, request } of wanted) {
      const files = await Promise.all(
        languages.map(async (language) => {
          const reader = site.as({ id: ann, language }, [role]);
          const file = (format: 'csv' | 'xlsx') => exportList(reader, entity, { format, ...request }, '').then(textOf);
          const sheet = new ExcelJS.Workbook();
          const bytes = await file('xlsx');
          await sheet.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
          const cells: unknown[] = [];
          sheet.worksheets[0]!.eachRow((row) => row.eachCell((cell) => cells.push([cell.value, cell.numFmt])));
          return { csv: (await file('csv')).toString('utf8'), cells };
        }),
      );
      expect(files[0]!.cells.length, entity).to.be.greaterThan(4);
      for (const file of files) expect(file).to.deep.equal(files[0]);
    }
  });

  it('are typed in a workbook that another reader opens', async () => {
    const request = { format: 'xlsx', columns: columns('name', 'credit', 'since', 'active', 'status'), sort: [{ by: 'employees' }] } as const; // prettier-ignore
    const reply = await exportList(system, 'customer', { ...request, columns: [...request.columns], sort: [...request.sort] }, ''); // prettier-ignore
    const workbook = new ExcelJS.Workbook();
    const bytes = await textOf(reply);
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.rowCount).to.equal(431);
    expect([1, 2, 3, 4, 5].map((at) => sheet.getRow(1).getCell(at).value)).to.deep.equal(['name', 'credit', 'since', 'active', 'status']); // prettier-ignore
    formulas.forEach((text, index) => {
      const cell = sheet.getRow(index + 2).getCell(1);
      expect([cell.type, cell.value]).to.deep.equal([ExcelJS.ValueType.String, text]);
    });
    const first = sheet.getRow(2);
    expect(first.getCell(2).value).to.equal(-5.25);
    expect(first.getCell(3).value).to.deep.equal(new Date('2026-01-31T00:00:00.000Z'));
    expect(first.getCell(4).value).to.equal(true);
  });

  it('hold only what may be read and exported, and no masked field', async () => {
    const own = site.as({ id: ann }, [grants({ export: 'own' }, { fields: { phone: 'mask', cost: 'hidden' } })]);
    const rows = await csv(own, 'customer', { columns: columns('code', 'owner') });
    expect(rows).to.have.length(1 + 215);
    expect(new Set(rows.slice(1).map(([, owner]) => owner))).to.deep.equal(new Set(['Ann']));
    expect((await listRecords(own, 'customer', { fields: ['code', 'phone'], limit: 1 })).rows[0]!['phone']).to.equal('•••'); // prettier-ignore
    for (const path of ['phone', 'cost', 'nothing']) {
      expect(await lineOf(() => csv(own, 'customer', { columns: columns('code', path) })), path).to.match(/^403 FIELD_FORBIDDEN/); // prettier-ignore
    }
    const filter = { field: 'phone', op: 'isNotNull' } as const;
    expect(await lineOf(() => csv(own, 'customer', { columns: columns('code'), filter }))).to.match(/^403 FIELD_/);
  });

  it('are refused without the right, and unknown where nothing may be seen', async () => {
    const reader = site.as({ id: ann }, [grants({})]);
    expect(await lineOf(() => csv(reader, 'customer', { columns: columns('code') }))).to.match(/^403 ACTION_NOT_ALLOWED/); // prettier-ignore
    expect(await lineOf(() => csv(reader, 'order', { columns: columns('number') }))).to.equal('404 NOT_FOUND');
    const print = { columns: columns('code') };
    expect(await lineOf(() => printList(reader, 'customer', print, ''))).to.match(/^403 ACTION_NOT_ALLOWED/);
    expect(await lineOf(() => printRecord(reader, 'customer', special, ''))).to.match(/^403 ACTION_NOT_ALLOWED/);
    expect(await lineOf(() => printRecord(reader, 'customer', idOf('customer', 9), ''))).to.equal('404 NOT_FOUND');
  });

  it('are put on paper as lists and records show them, masked fields masked, only what may be printed', async () => {
    const printer = site.as({ id: bo }, [grants({ print: 'own' }, { fields: { phone: 'mask' } })]);
    const { rows, total } = await printList(printer, 'customer', { columns: columns('code', 'phone'), sort: [{ by: 'employees' }] }, ''); // prettier-ignore
    expect([rows.length, total]).to.deep.equal([215, 215]);
    expect(rows[0]).to.include({ code: 'C001', phone: '•••' });
    const one = await printRecord(printer, 'customer', String(rows[0]!['id']), '');
    expect(one).to.include({ code: 'C001', phone: '•••' });
    expect(await lineOf(() => printRecord(printer, 'customer', special, ''))).to.match(/^403 ACTION_NOT_ALLOWED/);
    const order = (await listRecords(system, 'order', { fields: ['number'] })).rows[0]!;
    expect((await printRecord(system, 'order', String(order['id']), ''))['lines']).to.have.length(2);
  });

  it('leave a line of the audit each, before anything is sent', async () => {
    const before = [(await events('records.exported')).length, (await events('records.printed')).length] as const;
    const teller = site.as({ id: ann }, [grants({ export: true, print: true })]);
    const filter = { field: 'code', op: 'eq', value: 'C001' } as const;
    await exportList(teller, 'customer', { format: 'csv', columns: columns('code'), filter }, '192.0.2.7');
    await printRecord(teller, 'customer', special, '192.0.2.7');
    const [exported, printed] = [await events('records.exported'), await events('records.printed')];
    expect([exported.length, printed.length]).to.deep.equal([before[0] + 1, before[1] + 1]);
    expect(exported.at(-1)).to.include({ user_id: ann, address: '192.0.2.7' });
    expect(JSON.parse(exported.at(-1)!.data)).to.deep.equal({ entity: 'customer', format: 'csv', columns: ['code'], filter }); // prettier-ignore
    expect(JSON.parse(printed.at(-1)!.data)).to.deep.equal({ entity: 'customer', id: special });
  });
});
