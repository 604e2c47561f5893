import { expect } from 'chai';
import { joinFragments, raw, sql, valueList } from '../../../../server/records/sql/fragment.js';

describe('records/sql/fragment', () => {
  it('binds what is interpolated and sets fragments in', () => {
    const evil = "x'; drop table d_customer; --";
    const test = sql`${raw('t1.`name`')} = ${evil}`;
    expect(sql`select 1 where (${joinFragments([test, sql`b > ${2}`], ' and ')})`).to.deep.equal({
      sql: 'select 1 where (t1.`name` = ? and b > ?)',
      bindings: [evil, 2],
    });
  });

  it('keeps bindings in the order of the text', () => {
    const inner = sql`a in ${valueList([1, 2])}`;
    expect(sql`${0} ${inner} ${3}`.bindings).to.deep.equal([0, 1, 2, 3]);
  });

  it('refuses objects and undefined as values', () => {
    const object = { name: 'admin' } as unknown as string;
    expect(() => sql`a = ${object}`).to.throw(TypeError);
    expect(() => sql`a = ${undefined as unknown as string}`).to.throw(TypeError);
  });
});
