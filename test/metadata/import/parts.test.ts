import { expect } from 'chai';
import { planImport } from '../../../metadata/import/plan.js';
import type { ImportMapDocument } from '../../../metadata/schema/app.js';
import { testFunctions, testModel } from '../../helper/model.js';
import { MemoryRun } from './memory-run.js';

const model = testModel();
const map = (columns: ImportMapDocument['columns']): ImportMapDocument => ({
  kind: 'import_map', id: '01J9ZZZZZZ0000000000000001', name: 'parts', schema: 1, entity: 'contact', columns,
}); // prettier-ignore
const heads = ['Name', 'City', 'From', 'Topics', 'Tags'];

describe('import/parts', () => {
  it('fills composites by their parts, and lists from one cell', () => {
    const memory = new MemoryRun(model);
    const columns = [
      { path: 'name', column: 'Name' },
      { path: 'address.city', column: 'City' },
      { path: 'period.from', column: 'From' },
      { path: 'topics', column: 'Topics' },
      { path: 'tags', column: 'Tags' },
    ];
    const cells = { Name: 'Ann', City: ' Lyon ', From: '2026-02-01', Topics: 'lead, active', Tags: 'b; a' };
    const empty = { Name: 'Bo', City: '', From: '', Topics: '', Tags: '' };
    const wrong = { Name: 'Cy', City: '', From: '2026-02-31', Topics: 'gone', Tags: '' };
    const { refused } = memory.run(map(columns), heads, [
      { line: 2, cells },
      { line: 3, cells: empty },
      { line: 4, cells: wrong },
    ]);
    expect(refused).to.equal(1);
    expect(memory.rowsOf('contact').map(({ id: _id, ...row }) => row)).to.deep.equal([
      {
        name: 'Ann',
        address: { city: 'Lyon' },
        period: { from: '2026-02-01' },
        topics: ['active', 'lead'],
        tags: ['a', 'b'],
      },
      { name: 'Bo', address: { city: null }, period: { from: null }, topics: null, tags: null },
    ]);
  });

  it('refuses a composite as a whole and parts that are not there', () => {
    const refused = (path: string) => {
      const planned = planImport(map([{ path, column: 'City' }]), { model, functions: testFunctions(), heads });
      return 'problems' in planned ? planned.problems.map(({ code }) => code).join() : 'planned';
    };
    expect(refused('address')).to.equal('PART_NEEDED');
    expect(refused('address.town')).to.equal('PART_NEEDED');
    expect(refused('address.city.name')).to.equal('UNKNOWN_FIELD');
    expect(refused('address.city')).to.equal('planned');
  });
});
