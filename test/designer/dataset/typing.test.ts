/** What is typed in the dataset canvas: SQL with its choices, conditions, rows. */
import { expect } from 'chai';
import { leavesOf, operandOf, operatorsFor, textOfOperand } from '../../../designer/dataset/conditions.js';
import { fieldChoices, firstFields } from '../../../designer/dataset/field-choices.js';
import { sqlChoices, tablesIn } from '../../../designer/dataset/sql-language.js';
import { rowsOfText, textOfRows } from '../../../designer/dataset/written-rows.js';
import { testModel } from '../../helper/model.js';

const model = testModel();

describe('designer/dataset/sql-language', () => {
  const choices = (text: string) => {
    const at = text.indexOf('|');
    const whole = text.replace('|', '');
    const { from, choices: found } = sqlChoices(whole.slice(0, at), whole, { model, parameters: ['since'], label: (name, field) => field ?? name }); // prettier-ignore
    return { typed: whole.slice(from, at), names: found.map(({ label }) => label), inserts: found.map(({ insert }) => insert) }; // prettier-ignore
  };

  it('knows what the text reads, half written as it is', () => {
    expect([...tablesIn('select c. from customer c join "order" as o on', model)]).to.deep.equal([['customer', 'customer'], ['c', 'customer'], ['order', 'order'], ['o', 'order']]); // prettier-ignore
    expect([...tablesIn('select x from customer where', model).keys()], 'where is no alias').to.deep.equal(['customer']); // prettier-ignore
  });

  it('offers tables after from, columns after a name, parameters after a colon', () => {
    expect(choices('select * from ord|').inserts).to.include.members(['"order"', 'order_line']);
    const own = choices('select c.na| from customer c');
    expect([own.typed, own.names]).to.deep.include.members(['na']);
    expect(own.names).to.include.members(['name', 'region_id', 'credit']).and.not.include('select');
    expect(choices('select 1 as n from customer where since >= :s|').names).to.deep.equal(['since']);
    expect(choices('sel|').names).to.include.members(['select', 'sum']);
  });
});

describe('designer/dataset/field-choices', () => {
  it('goes along look-ups, nearer fields first, and never in a circle', () => {
    const paths = fieldChoices(model, 'order_line').map(({ path }) => path);
    expect(paths).to.include.members(['amount', 'order.ordered_on', 'order.customer.name', 'order.customer.region.name', 'order.owner']); // prettier-ignore
    expect(paths.indexOf('amount')).to.be.lessThan(paths.indexOf('order.ordered_on'));
    expect(paths.filter((path) => path.includes('lines') || path.includes('parent.parent'))).to.deep.equal([]);
  });

  it('begins with what names a record', () => {
    expect(firstFields(model, 'order')[0]).to.deep.equal({ path: 'number' });
    expect(firstFields(model, 'nothing')).to.deep.equal([]);
  });
});

describe('designer/dataset/conditions', () => {
  it('tells conditions that all hold as lines, and leaves others alone', () => {
    const leaf = { field: 'a', op: 'eq' as const, value: 1 };
    expect(leavesOf(undefined)).to.deep.equal([]);
    expect(leavesOf(leaf)).to.deep.equal([leaf]);
    expect(leavesOf({ and: [leaf, { ...leaf, value: { parameter: 'x' } }] })).to.have.length(2);
    for (const other of [{ or: [leaf] }, { not: leaf }, { some: 'lines' }, { and: [leaf, { or: [] }] }, { field: 'on', op: 'eq' as const, value: { relative: 'thisMonth' as const } }]) expect(leavesOf(other), JSON.stringify(other)).to.equal(undefined); // prettier-ignore
  });

  it('reads values as they are written, and writes them so again', () => {
    const table = [
      ['$from', 'date', 'gte', { parameter: 'from' }], ['=today()', 'date', 'lte', { expr: 'today()' }], ['12.5', 'number', 'gt', 12.5],
      ['12', 'text', 'eq', '12'], ['a, b', 'text', 'in', ['a', 'b']], ['true', 'boolean', 'eq', true], ['', 'number', 'eq', ''],
    ] as const; // prettier-ignore
    for (const [text, type, op, value] of table) {
      expect(operandOf(text, type, op), text).to.deep.equal(value);
      expect(textOfOperand(operandOf(text, type, op))).to.equal(text);
    }
    expect(operatorsFor('number')).to.include('gte').and.not.include('contains');
  });
});

describe('designer/dataset/written-rows', () => {
  it('reads a block of a spreadsheet, and writes it so again', () => {
    const rows = rowsOfText('Region\tUmsatz 2026\tRegion\n\nEast\t10.5\t007\nWest\t\ttrue\n')!;
    expect(rows).to.deep.equal({ type: 'rows', columns: ['region', 'umsatz_2026', 'region_2'], rows: [['East', 10.5, '007'], ['West', null, true]] }); // prettier-ignore
    expect(rowsOfText(textOfRows(rows))).to.deep.equal(rows);
    expect(rowsOfText('\n')).to.equal(undefined);
    expect(rowsOfText('a;b\n1;2')!.rows).to.deep.equal([[1, 2]]);
  });
});
