import { expect } from 'chai';
import { fillableFields } from '../../../metadata/import/guess/match-fields.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { chooseField, chooseHow, filledTwice, firstDraft, matchable, missingRequired, planOf, problemsByColumn } from '../../../runtime/import/import-draft.js'; // prettier-ignore
import type { CheckedRow, SeenColumn, SeenTable } from '../../../runtime/import/import-client.js';
import { documents } from '../../plugins/crm/package.js';
import { testRegistries } from '../../designer/registries.js';

const model = compileModel(documents, testRegistries());
const entity = model.entities.get('order')!;
const fields = fillableFields(entity, model, () => true);
const field = (path: string) => fields.find((each) => each.path === path);
const column = (head: string): SeenColumn => ({ head, name: head, filled: 2, empty: 0, distinct: 2, isMany: false, values: [], samples: ['x', 'y'], longest: 1, hasLineEnds: false, leadingZeros: 0, currencies: 0, percents: 0, phoneSigns: 0, decimals: 0, isCount: false, fits: [] }); // prettier-ignore
const table = (...heads: readonly string[]): SeenTable => ({ kind: 'csv', sheets: [], headLine: 1, first: [], rows: 2, columns: heads.map(column), notes: [] }); // prettier-ignore

describe('runtime/import draft', () => {
  it('becomes a plan: columns that are left out are not in it, a look-up is found by its key', () => {
    const seen = table('Customer', 'Nonsense', 'Ordered on');
    const draft = chooseHow(firstDraft(seen, fields), 2, { format: 'en-GB' });
    expect(planOf(entity, seen, draft)!.columns).to.deep.equal([
      { path: 'customer.name', column: 'Customer' },
      { path: 'ordered_on', column: 'Ordered on', format: 'en-GB' },
    ]);
    const none = draft.columns.reduce((held, _, i) => chooseField(held, i, seen.columns[i]!, undefined, fields), draft);
    expect(planOf(entity, seen, none)).to.equal(undefined);
  });

  it('refuses two columns for one field, and says which', () => {
    const seen = table('Customer', 'Client');
    const draft = chooseField(firstDraft(seen, fields), 1, seen.columns[1]!, field('customer'), fields);
    expect(filledTwice(draft)).to.deep.equal(['customer']);
    expect(planOf(entity, seen, draft)).to.equal(undefined);
  });

  it('says which required fields no column fills', () => {
    const required = fields.filter(({ field: each }) => each.document.required === true && each.document.default === undefined).map(({ path }) => path); // prettier-ignore
    expect(required).to.include('customer');
    expect(missingRequired(firstDraft(table('Nonsense'), fields), fields).map(({ name }) => name)).to.deep.equal(required); // prettier-ignore
    expect(missingRequired(firstDraft(table('Customer'), fields), fields).map(({ name }) => name)).not.to.include('customer'); // prettier-ignore
  });

  it('matches by a field while a column fills it, and leaves what is there alone until told otherwise', () => {
    const customer = model.entities.get('customer')!;
    const own = fillableFields(customer, model, () => true);
    const seen = table('Name');
    const draft = firstDraft(seen, own);
    expect(matchable(draft, own).map(({ name }) => name)).to.include('name');
    const by = { ...draft, match: 'name' };
    expect(planOf(customer, seen, by)).to.deep.include({ match: ['name'], duplicates: 'skip' });
    expect(chooseField(by, 0, seen.columns[0]!, undefined, own).match).to.equal('');
  });

  it('puts what is wrong to its column, or to the row', () => {
    const plan = { entity: 'order', label: 'x', columns: [{ path: 'customer.name', column: 'A' }, { path: 'address.city', column: 'B' }] }; // prettier-ignore
    const problem = (path: string) => ({ path, code: 'X', message: path });
    const row: CheckedRow = { line: 2, as: 'refuse', texts: [], values: [], problems: [problem('/customer'), problem('/address/city'), problem('')] }; // prettier-ignore
    const found = problemsByColumn(plan, row);
    expect([0, 1, -1].map((at) => found.get(at)?.map(({ path }) => path))).to.deep.equal([['/customer'], ['/address/city'], ['']]); // prettier-ignore
  });
});
