import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { firstDraft, misfitCount, typesOf, wishOf } from '../../../designer/start/app-columns.js';
import type { SeenColumn, SeenTable } from '../../../runtime/import/import-client.js';
import { newApp, type AppDocuments, type AppWish } from '../../../designer/start/new-app.js';
import { ColumnProfiler } from '../../../metadata/import/guess/column-profile.js';
import { reader, readingsFor } from '../../../metadata/import/guess/readings.js';
import { hasErrors, checkDocuments } from '../../../metadata/document/check.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { documents as shipped } from '../../plugins/crm/package.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const validator = createDocumentValidator(registries, createInterpreterChecker);
const role = JSON.parse(readFileSync('plugins/crm/metadata/role/salesperson.json', 'utf8')) as RoleDocument;
const menu = JSON.parse(readFileSync('plugins/crm/metadata/menu/main.json', 'utf8')) as Document;
let count = 0;
const documents: AppDocuments = {
  registries, menu, roles: new Map([['salesperson', role]]), taken: new Set(),
  newId: () => `01KAJ0QX00T2N8C9SEPKXK1${String(++count).padStart(3, '0')}`,
}; // prettier-ignore

function column(head: string, cells: readonly string[], more: Partial<SeenColumn> = {}): SeenColumn {
  const text = { locale: 'en', timeZone: 'UTC', currency: 'USD', choice: () => undefined };
  const profiler = new ColumnProfiler(head, readingsFor('en').map((each) => ({ ...each, reads: reader(registries.field, each, text)! }))); // prettier-ignore
  cells.forEach((cell, i) => profiler.add(cell, i + 2));
  return { ...profiler.profile(), name: head, ...more };
}
const table: SeenTable = {
  kind: 'csv', sheets: [], headLine: 1, first: [], rows: 4, notes: [],
  columns: [
    column('No.', ['A-1', 'A-2', 'A-3', 'A-4']),
    column('名称', ['Lathe', 'Drill', 'Press', 'Saw'], { name: 'ming cheng' }),
    column('Status', ['Open', 'Done', 'open', 'Done']),
    column('Price', ['12', '13.50', '?', '14']),
    column('Bought', ['31/12/2026', '05/01/2026', '', '06/02/2026']),
    column('Customer', ['Alpha', 'Beta', 'Alpha', 'Beta'], { lookup: { entity: 'customer', label: 'Customer', field: 'name', found: 2, of: 2 } }),
    column('Empty', ['', '', '', '']),
  ],
}; // prettier-ignore
/** A person says that prices are money all the same. */
const first = firstDraft(table);
const draft = {
  ...first,
  columns: first.columns.map((each) => (each.head === 'Price' ? { ...each, as: 'money|en' } : each)),
};
const wish: AppWish = { name: 'machine', label: 'Machine', plural: 'Machines', roles: ['salesperson'], ...wishOf(table, draft) }; // prettier-ignore

describe('designer/start new app', () => {
  it('makes an application of a table that holds together with what is there', () => {
    const plan = newApp(wish, documents);
    expect(plan.created.map(({ kind, name }) => `${kind} ${name}`)).to.deep.equal(['dictionary machine_status', 'entity machine', 'form machine_form', 'view machine_all', 'view machine_board']); // prettier-ignore
    for (const each of plan.created) expect(validator.read(each), each.kind).to.have.property('document');
    const changed = plan.changed.map(({ key, operation }) => applyOperation(key.kind === 'menu' ? menu : role, operation).document as Document); // prettier-ignore
    const replaced = new Set(changed.map(({ id }) => id));
    const all = [...(shipped as Document[]).filter(({ id }) => !replaced.has(id)), ...changed, ...plan.created];
    const problems = [...checkDocuments(all, registries)].flatMap(([key, found]) =>
      found.filter((each) => hasErrors([each])).map((each) => [key, each]),
    );
    expect(problems).to.deep.equal([]);
    const entity = plan.created[1] as unknown as { fields: { name: string; type: string }[]; nameExpression: string; statusField: string }; // prettier-ignore
    expect(entity.fields.map(({ name, type }) => `${name} ${type}`)).to.deep.equal(['no text', 'ming_cheng text', 'status choice', 'price money', 'bought date', 'customer lookup']); // prettier-ignore
    expect(entity).to.deep.include({ nameExpression: 'ming_cheng', statusField: 'status' });
  });

  it('reads the rows as the columns were looked at', () => {
    expect(newApp(wish, documents).columns).to.deep.equal([
      { path: 'no', column: 'No.' },
      { path: 'ming_cheng', column: '名称' },
      { path: 'status', column: 'Status' },
      { path: 'price', column: 'Price', format: 'en' },
      { path: 'bought', column: 'Bought', format: 'en-GB' },
      { path: 'customer.name', column: 'Customer' },
    ]);
  });

  it('adds a name where no column can be one, and leaves out what is not taken', () => {
    const { title: _title, board: _board, ...rest } = wish;
    const fields = rest.fields.slice(3, 4);
    const plan = newApp({ ...rest, fields }, documents);
    expect(plan.columns[0]).to.deep.equal({ path: 'name', value: 'row["Price"]' });
    const entity = plan.created.find(({ kind }) => kind === 'entity') as unknown as { fields: { name: string; required?: boolean }[] }; // prettier-ignore
    expect(entity.fields.map(({ name, required }) => [name, required ?? false])).to.deep.equal([['name', true], ['price', false]]); // prettier-ignore
  });

  it('offers each way to take a column with how much fits, and counts the rows that do not', () => {
    const price = typesOf(table.columns[3]!);
    expect(price.find(({ type }) => type === 'money')).to.deep.include({ count: 3, of: 4, misfits: [{ line: 4, text: '?' }] }); // prettier-ignore
    expect(price.filter(({ type }) => type === 'money')).to.have.length(1);
    expect(typesOf(table.columns[4]!).filter(({ type }) => type === 'date').map(({ id, count: fit }) => [id, fit])).to.deep.equal([['date|en-GB', 3], ['date|en', 2]]); // prettier-ignore
    expect([misfitCount(table, first), misfitCount(table, draft)]).to.deep.equal([0, 1]);
  });
});
