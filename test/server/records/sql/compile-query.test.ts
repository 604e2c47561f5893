/** What the oracle cannot see: what the statements look like, and faults of engines that they work around. */
import { expect } from 'chai';
import type { Query } from '../../../../metadata/schema/query.js';
import type { Context } from '../../../../server/context.js';
import { prepareFor, toolsFor } from '../../../../server/records/prepare.js';
import { compileCount, compileQuery } from '../../../../server/records/sql/compile-query.js';
import { selectRows } from '../../../../server/records/sql/fragment.js';
import { createSite, type TestSite } from '../../../helper/context.js';
import { eachDatabase } from '../../../helper/databases.js';
import { idOf, testRole } from '../../../helper/model.js';
import { testRows } from '../../../helper/rows.js';

eachDatabase('records/sql/compile-query', (fixture) => {
  let site: TestSite;
  before(async () => {
    site = await createSite(fixture.database, { rows: testRows });
  });
  const compile = (context: Context, query: Query) => compileQuery(toolsFor(context), prepareFor(context, query));

  it('holds names of the model and its own aliases only; values are bound', () => {
    const { statement } = compile(site.system(), {
      entity: 'customer',
      select: [{ path: 'name', as: 'given_name' }, { path: 'region.name' }],
      where: {
        and: [
          { field: 'name', op: 'contains', value: '50%_\\' },
          { field: 'region', op: 'in', value: [idOf('region', 1)] },
        ],
      },
    });
    expect(statement.sql).to.not.contain('given_name').and.not.contain('50%').and.not.contain(idOf('region', 1));
    expect(statement.bindings).to.deep.equal(['%50\\%\\_\\\\%', idOf('region', 1)]);
    const names = [...statement.sql.matchAll(/`([^`]*)`/g)].map((match) => match[1]!);
    const columns = [...site.model.entities.values()].flatMap((entity) => [entity.table, ...[...entity.fields.values()].flatMap((field) => field.columns.map((column) => column.name))]); // prettier-ignore
    for (const name of names) expect([...columns, 'deleted_at']).to.include(name);
  });

  it('joins a look-up once, whatever clauses use it, and counts without joins it does not need', () => {
    const query: Query = {
      entity: 'order',
      select: [{ path: 'customer.name' }, { path: 'customer.credit' }],
      where: { field: 'customer.status', op: 'eq', value: 'active' },
      sort: [{ by: 'customer' }],
    };
    expect(compile(site.system(), query).statement.sql.match(/left join/g)).to.have.length(1);
    const { where: _where, ...all } = query;
    const count = compileCount(toolsFor(site.system()), prepareFor(site.system(), all), undefined);
    expect(count.sql).to.not.contain('join');
  });

  it('puts the row rule of a joined record in ON, and that of the entity in WHERE', () => {
    const role = testRole([
      { entity: 'order', actions: { read: 'own' } },
      { entity: 'customer', actions: { read: 'own' } },
    ]);
    const { statement } = compile(site.as({ id: idOf('user', 1) }, [role]), {
      entity: 'order',
      select: [{ path: 'customer.name' }],
    });
    const [from, where] = statement.sql.split(' where ');
    expect(from).to.match(/on t2\.`id` = t1\.`customer` and t2\.`deleted_at` is null and t2\.`owner` = \?$/);
    expect(where).to.contain('t1.`owner` = ?');
  });

  it('skips each row once when a rule finds several rows behind it (a fault of SQLite 3.51 to 3.53)', async () => {
    // Customer 1 has two orders: EXISTS turned into a join would count it twice towards the offset.
    const query: Query = { entity: 'customer', select: [{ path: 'id' }], where: { some: 'orders' }, offset: 1 };
    const compiled = compile(site.system(), query);
    const rows = await selectRows(fixture.database.read, compiled.statement);
    expect(rows.map((row) => compiled.read(row)[0])).to.deep.equal([idOf('customer', 2)]);
  });

  it('walks a tree that is a circle to its end', async () => {
    await fixture.database.write((transaction) =>
      transaction('d_region')
        .where({ id: idOf('region', 1) })
        .update({ parent: idOf('region', 3) }),
    );
    const compiled = compile(site.system(), {
      entity: 'region',
      select: [{ path: 'id' }],
      where: { field: 'id', op: 'under', value: idOf('region', 2) },
    });
    const rows = await selectRows(fixture.database.read, compiled.statement);
    expect(rows).to.have.length(3);
  });
});
