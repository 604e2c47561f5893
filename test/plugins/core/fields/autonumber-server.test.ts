import { expect } from 'chai';
import type { Field } from '../../../../metadata/model/model.js';
import { server } from '../../../../plugins/core/fields/autonumber/server.js';
import type { Context, Transaction } from '../../../../server/api.js';
import { eachDatabase } from '../../../helper/databases.js';

const fieldOf = (pattern: string, id = 'f1'): Field =>
  ({ entity: 'order', document: { id, name: 'number', type: 'autonumber', options: { pattern } } }) as unknown as Field;
const contextOf = (today: string): Context => ({ evaluation: { today: () => today } }) as unknown as Context;

eachDatabase('fields/autonumber', (fixture) => {
  const generate = (transaction: Transaction, field: Field, today = '2026-11-21') =>
    server.generate!(contextOf(today), transaction, field);

  it('counts without gaps, one count per field and year', async () => {
    const numbers = await fixture.database.write(async (transaction) => [
      await generate(transaction, fieldOf('SO-{year}-{0000}')),
      await generate(transaction, fieldOf('SO-{year}-{0000}')),
      await generate(transaction, fieldOf('SO-{year}-{0000}'), '2027-01-01'),
      await generate(transaction, fieldOf('{000}', 'f2')),
      await generate(transaction, fieldOf('SO-{year}-{0000}')),
    ]);
    expect(numbers).to.deep.equal(['SO-2026-0001', 'SO-2026-0002', 'SO-2027-0001', '001', 'SO-2026-0003']);
  });

  it('gives a number back when its record is not made', async () => {
    const field = fieldOf('R-{00}', 'rolled');
    const failed = fixture.database.write(async (transaction) => {
      await generate(transaction, field);
      throw new Error('not made');
    });
    expect(await failed.catch((error: Error) => error.message)).to.equal('not made');
    expect(await fixture.database.write((transaction) => generate(transaction, field))).to.equal('R-01');
  });

  it('gives many writers at once different numbers', async () => {
    const field = fieldOf('{0000}', 'busy');
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => fixture.database.write((transaction) => generate(transaction, field))),
    );
    expect([...numbers].sort()).to.deep.equal(
      Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(4, '0')),
    );
  });
});
