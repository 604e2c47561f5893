import { expect } from 'chai';
import type { Transaction } from '../../../server/database/database.js';
import { runLast } from '../../../server/database/run-statement.js';
import { eachDatabase } from '../../helper/databases.js';

eachDatabase('database/write', (fixture) => {
  const value = async (name: string): Promise<number | undefined> =>
    (await fixture.database.read('sys_sequence').where({ name }).first())?.value;
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('keeps everything or nothing', async () => {
    const { database } = fixture;
    const error = await failure(
      database.write(async (transaction) => {
        await transaction('sys_sequence').insert({ name: 'a', value: 1 });
        throw new Error('no');
      }),
    );
    expect(error).to.have.property('message', 'no');
    expect(await value('a')).to.equal(undefined);
  });

  it('rolls back a failed statement with what stood before it', async () => {
    const { database } = fixture;
    const error = await failure(
      database.write(async (transaction) => {
        await transaction('sys_sequence').insert({ name: 'b', value: 1 });
        await transaction('sys_sequence').insert({ name: 'b', value: 2 });
      }),
    );
    expect(database.dialect.uniqueViolation(error)).to.not.equal(undefined);
    expect(await value('b')).to.equal(undefined);
  });

  it('shows readers the old state until it is committed', async () => {
    const { database } = fixture;
    await database.write((transaction) => transaction('sys_sequence').insert({ name: 'c', value: 1 }));
    const seen = await database.write(async (transaction) => {
      await transaction('sys_sequence').where({ name: 'c' }).update({ value: 2 });
      return value('c');
    });
    expect(seen).to.equal(1);
    expect(await value('c')).to.equal(2);
  });

  const insertion = (name: string, number: number) => ({
    sql: 'insert into sys_sequence (name, value) values (?, ?)',
    bindings: [name, number],
  });

  it('runs what was left to the end in its order, with all values as they were given', async () => {
    const { database } = fixture;
    const name = `e'\\?; -- "`;
    await database.write(async (transaction) => {
      await runLast(transaction, [insertion(name, 1)]);
      await runLast(transaction, [
        { sql: 'update sys_sequence set value = value * 10 where name = ?', bindings: [name] },
        { sql: 'update sys_sequence set value = value + 1 where name = ?', bindings: [name] },
      ]);
    });
    expect(await value(name)).to.equal(11);
  });

  it('keeps nothing when one of those fails, and says which rule it broke', async () => {
    const { database } = fixture;
    const error = await failure(
      database.write(async (transaction) => {
        await transaction('sys_sequence').insert({ name: 'f', value: 1 });
        await runLast(transaction, [insertion('g', 1), insertion('f', 2), insertion('h', 1)]);
      }),
    );
    expect(database.dialect.uniqueViolation(error)).to.not.equal(undefined);
    expect([await value('f'), await value('g'), await value('h')]).to.deep.equal([undefined, undefined, undefined]);
  });

  it('does not let what is large wait, nor pass what waits', async () => {
    const { database } = fixture;
    const rows = Array.from({ length: 300 }, (_, n) => ({ name: `many ${n}`, value: n }));
    const many = {
      sql: `insert into sys_sequence (name, value) values ${rows.map(() => '(?, ?)').join(', ')}`,
      bindings: rows.flatMap(({ name, value: number }) => [name, number]),
    };
    const seen = await database.write(async (transaction) => {
      await runLast(transaction, [insertion('i', 1)]);
      await runLast(transaction, [many]);
      return transaction('sys_sequence').whereIn('name', ['i', 'many 299']).orderBy('name');
    });
    expect(seen).to.deep.include.members([{ name: 'i', value: 1 }, { name: 'many 299', value: 299 }]); // prettier-ignore
  });

  it('undoes a savepoint alone', async () => {
    const { database } = fixture;
    await database.write(async (transaction) => {
      await transaction('sys_sequence').insert({ name: 'd', value: 1 });
      await failure(
        transaction.transaction(async (inner: Transaction) => {
          await inner('sys_sequence').where({ name: 'd' }).update({ value: 9 });
          throw new Error('inner');
        }),
      );
    });
    expect(await value('d')).to.equal(1);
  });

  it('refuses a write inside a write instead of waiting for itself', async () => {
    const { database } = fixture;
    const error = await failure(database.write(() => database.write(async () => 1)));
    expect(error).to.have.property('message').that.contains('use the transaction given');
    expect(await database.write(async () => 2)).to.equal(2);
  });

  it('stores undefined as null and booleans as 0 and 1', async () => {
    const { database } = fixture;
    const row = { user_id: 'u', login: 'u', password_hash: undefined, must_change: true, disabled: false };
    await database.write((transaction) => transaction('sys_account').insert(row));
    const stored = await database.read('sys_account').where({ user_id: 'u' }).first();
    expect([stored.password_hash, stored.must_change, stored.disabled, stored.epoch]).to.deep.equal([null, 1, 0, 0]);
  });

  it('cannot write through read', async () => {
    const { database } = fixture;
    const error = await failure(Promise.resolve(database.read('sys_sequence').insert({ name: 'z', value: 1 })));
    expect(error).to.be.instanceOf(Error);
    expect(await value('z')).to.equal(undefined);
  });

  it('loses no update of 16 writers', async () => {
    const { database } = fixture;
    await database.write((transaction) => transaction('sys_sequence').insert({ name: 'n', value: 0 }));
    const increment = (): Promise<void> =>
      database.write(async (transaction) => {
        const row = await transaction('sys_sequence').where({ name: 'n' }).forUpdate().first();
        await transaction('sys_sequence')
          .where({ name: 'n' })
          .update({ value: row.value + 1 });
      });
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let i = 0; i < 5; i++) await increment();
      }),
    );
    expect(await value('n')).to.equal(80);
  });

  it('tries again after a deadlock', async () => {
    const { database } = fixture;
    const rows = ['x', 'y'].map((name) => ({ name, value: 0 }));
    await database.write((transaction) => transaction('sys_sequence').insert(rows));
    let attempts = 0;
    const both = (first: string, second: string): Promise<void> =>
      database.write(async (transaction) => {
        attempts++;
        await transaction('sys_sequence').where({ name: first }).increment('value', 1);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await transaction('sys_sequence').where({ name: second }).increment('value', 1);
      });
    await Promise.all([both('x', 'y'), both('y', 'x')]);
    expect([await value('x'), await value('y')]).to.deep.equal([2, 2]);
    expect(attempts).to.equal(fixture.engine === 'mysql' ? 3 : 2);
  });

  it('goes on after errors: the connection is given back clean', async () => {
    const { database } = fixture;
    for (let i = 0; i < 15; i++) await failure(database.write((transaction) => transaction.raw('SELECT nonsense(')));
    expect(await database.write(async () => 'fine')).to.equal('fine');
  });

  it('names no value in an error message', async () => {
    const { database } = fixture;
    const query = database.read('sys_sequence').where({ nothing: 'secret value' });
    const error = (await failure(Promise.resolve(query))) as Error;
    expect(error.message).to.not.contain('secret value');
  });
});
