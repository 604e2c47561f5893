/** Columns of files and the fields of a shipped entity that they are likely to fill. */
import { expect } from 'chai';
import { ColumnProfiler } from '../../../metadata/import/guess/column-profile.js';
import { fillableFields, matchFields, type MatchColumn } from '../../../metadata/import/guess/match-fields.js';
import { reader, readingsFor } from '../../../metadata/import/guess/readings.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { documents } from '../../plugins/crm/package.js';
import { testRegistries } from '../../designer/registries.js';

const registries = testRegistries();
const model = compileModel(documents, registries);
const text = { locale: 'en', timeZone: 'UTC', currency: 'USD', choice: () => undefined };

function column(head: string, cells: readonly string[], lookup?: MatchColumn['lookup']): MatchColumn {
  const readings = readingsFor('en').map((reading) => ({
    ...reading,
    reads: reader(registries.field, reading, text)!,
  }));
  const profiler = new ColumnProfiler(head, readings);
  cells.forEach((cell, i) => profiler.add(cell, i + 2));
  return { ...profiler.profile(), ...(lookup ? { lookup } : {}) };
}
const fieldsOf = (entity: string, hidden: readonly string[] = []) => fillableFields(model.entities.get(entity)!, model, ({ name }) => !hidden.includes(name)); // prettier-ignore
/** `path.key|format`, or a dash for what is left out. */
const matched = (entity: string, columns: readonly MatchColumn[], hidden: readonly string[] = []): readonly string[] =>
  matchFields({ fields: fieldsOf(entity, hidden), columns }).map((each) =>
    each ? `${each.path}${each.key === undefined ? '' : `.${each.key}`}${each.format === undefined ? '' : `|${each.format}`}` : '-',
  ); // prettier-ignore

describe('metadata/import fields of columns', () => {
  it('finds them by name and label in any language, and leaves out what fits nothing', () => {
    const columns = [column('Name', ['A', 'B']), column('E-Mail', ['a@b.de']), column('电话', ['13800138000']), column('Shoe size', ['44'])]; // prettier-ignore
    expect(matched('contact', columns).slice(1)).to.deep.equal(['email', 'phone', '-']);
    expect(matched('customer', [column('名称', ['甲']), column('País', ['DE'])])[0]).to.equal('name');
  });

  it('takes a field once, for the column that is called like it most', () => {
    expect(matched('customer', [column('Customer name', ['A']), column('Name', ['B'])])).to.deep.equal(['-', 'name']);
  });

  it('finds look-ups by the key whose values were found, or that the head names, and the way in which days are written', () => {
    const found = column('Customer', ['C-1', 'C-2'], { entity: 'customer', field: 'code' });
    const { keys } = fieldsOf('order').find(({ path }) => path === 'customer')!;
    expect(keys[0]).to.equal('name');
    expect(matched('order', [found, column('Order date', ['31/12/2026', '13/01/2026'])])).to.deep.equal([
      keys.includes('code') ? 'customer.code' : 'customer.name',
      'ordered_on|en-GB',
    ]);
    expect(matched('order', [column('Customer name', ['x'])])).to.deep.equal(['customer.name']);
  });

  it('offers no field that nobody may fill: computed, numbered, rows of its own, or not to be written', () => {
    const paths = fieldsOf('order').map(({ path }) => path);
    for (const [name, field] of model.entities.get('order')!.fields) {
      if (field.computed || field.children) expect(paths, name).not.to.include(name);
    }
    expect(paths).to.include('customer').and.not.include('id').and.not.include('created_at');
    expect(matched('customer', [column('Name', ['A'])], ['name'])).to.deep.equal(['-']);
  });
});
