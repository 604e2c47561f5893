import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { planImport } from '../../../metadata/import/plan.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { Model } from '../../../metadata/model/model.js';
import type { ImportMapDocument } from '../../../metadata/schema/app.js';
import { relationEntity } from '../../helper/campaigns.js';
import { productRegistries } from '../../helper/context.js';
import { idOf, testDocuments, testFunctions } from '../../helper/model.js';
import { MemoryRun } from './memory-run.js';

const documents = [
  ...testDocuments,
  relationEntity(40, 'note', [
    { name: 'name', type: 'text' },
    { name: 'customer', type: 'lookup', options: { target: 'customer' } },
    { name: 'status', type: 'foreign', options: { path: 'customer.status' } },
    { name: 'about', type: 'anyLookup', options: { targets: ['customer', 'region'] } },
  ]),
];
const map = (columns: ImportMapDocument['columns']): ImportMapDocument => ({
  kind: 'import_map', id: '01J9ZZZZZZ0000000000000001', name: 'links', schema: 1, entity: 'note', columns,
}); // prettier-ignore

describe('import/links', () => {
  let model: Model;
  before(async () => {
    const registries: Registries = await productRegistries();
    model = compileModel(documents, registries);
  });

  it('fills a link to any record by kind and id, and refuses another kind', () => {
    const memory = new MemoryRun(model);
    const columns = [
      { path: 'name', column: 'Name' },
      { path: 'about.entity', column: 'Kind' },
      { path: 'about.id', column: 'Id' },
    ];
    const { refused } = memory.run(map(columns), ['Name', 'Kind', 'Id'], [
      { line: 2, cells: { Name: 'One', Kind: 'customer', Id: idOf('customer', 1) } },
      { line: 3, cells: { Name: 'Two', Kind: '', Id: '' } },
      { line: 4, cells: { Name: 'Bad', Kind: 'user', Id: idOf('user', 1) } },
    ]); // prettier-ignore
    expect(refused).to.equal(1);
    expect(memory.rowsOf('note').map(({ about }) => about)).to.deep.equal([
      { entity: 'customer', id: idOf('customer', 1) },
      { entity: null, id: null },
    ]);
  });

  it('refuses to fill what is read through a look-up, and a link without its parts', () => {
    const refused = (path: string) => {
      const planned = planImport(map([{ path, column: 'A' }]), { model, functions: testFunctions(), heads: ['A'] });
      return 'problems' in planned ? planned.problems.map(({ code }) => code).join() : 'planned';
    };
    expect(refused('status')).to.equal('FIELD_READONLY');
    expect(refused('about')).to.equal('PART_NEEDED');
    expect(refused('about.label')).to.equal('PART_NEEDED');
  });
});
