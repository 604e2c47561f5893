import { expect } from 'chai';
import { sqlStandIn } from '../../../metadata/dataset/sql-stand-in.js';
import { statementOf } from '../../../metadata/dataset/statement-of.js';

describe('dataset/sql-stand-in', () => {
  const texts = [
    'select id, name from "user"',
    'with x as (select stage as s, sum(amount) as total from opportunity where owner = :owner group by stage) select s, total, 1 as "select" from x where total > :least',
    'select * from customer',
    'select c.*, count(*) as n from customer c where c.created_at >= :from',
  ]; // prettier-ignore
  for (const sql of texts) {
    it(`has the columns and parameters of "${sql.slice(0, 40)}", and reads nothing`, () => {
      const source = { type: 'sql' as const, sql, fields: { name: 'user.name' } };
      const [held, made] = [statementOf(source)!, statementOf(sqlStandIn(source))!];
      expect(made.outputs.map(({ name }) => name)).to.deep.equal(held.outputs.map(({ name }) => name));
      expect([...made.parameters].sort()).to.deep.equal([...held.parameters].sort());
      expect(made.tables).to.deep.equal([]);
      expect(sqlStandIn(source)).to.deep.include({ type: 'sql', fields: source.fields });
      for (const word of ['customer', 'opportunity', 'sum', 'from']) expect(sqlStandIn(source).sql.replace(':from', '')).not.to.contain(word); // prettier-ignore
    });
  }
});
