import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createConnection, type Connection } from 'mysql2/promise';
import { printExpression } from '../../../metadata/expression/print.js';
import { expressionToSql } from '../../../metadata/expression/sql.js';
import type { Value } from '../../../metadata/value.js';
import { mariadbUrl } from '../../helper/services.js';
import { anyRow, anyTyped, columns, evaluateRow, target, type Row } from './sql-random.js';

/** The column types of the product: what a record table has. */
function columnType({ type, scale = 0 }: { type: string; scale?: number }): string {
  if (type === 'number') return scale === 0 ? 'BIGINT' : `DECIMAL(15, ${scale})`;
  return type === 'boolean' ? 'TINYINT(1)' : type === 'date' ? 'DATE' : 'VARCHAR(120)';
}

function read(value: unknown, type: string): Value {
  if (value === null) return null;
  if (type === 'number') return Number(value) + 0;
  return type === 'boolean' ? Number(value) !== 0 : String(value);
}

describe('expression/sql: on MariaDB', () => {
  const schema = `expression_${randomBytes(6).toString('hex')}`;
  let connection: Connection | undefined;

  before(async function () {
    this.timeout(60_000);
    const url = await mariadbUrl(this);
    connection = await createConnection({ uri: url!, charset: 'utf8mb4', dateStrings: true, supportBigNumbers: true, bigNumberStrings: true }); // prettier-ignore
    await connection.query(`CREATE DATABASE ${schema}`);
    await connection.query(`USE ${schema}`);
    const list = Object.entries(columns).map(([id, column]) => `${id} ${columnType(column)}`);
    await connection.query(`CREATE TABLE r (${list.join(', ')}) CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  });
  after(async () => {
    await connection?.query(`DROP DATABASE ${schema}`);
    await connection?.end();
  });

  it('gives what the evaluator gives, for all that it translates', async () => {
    const put = async (row: Row): Promise<void> => {
      await connection!.query('DELETE FROM r');
      const values = Object.keys(columns).map((id) => row[id] ?? null);
      await connection!.query(`INSERT INTO r VALUES (${values.map(() => '?').join(', ')})`, values);
    };
    let translated = 0;
    await fc.assert(
      fc.asyncProperty(anyTyped, anyRow, async (node, row) => {
        const sql = expressionToSql(node, target('mysql'));
        const expected = evaluateRow(node, row);
        if (!sql || !expected) return;
        translated++;
        await put(row);
        const told = `${printExpression(node)}\n${JSON.stringify(row)}\n${sql.sql}`;
        const [rows] = await connection!.query({ sql: `SELECT ${sql.sql} AS v FROM r`, values: [...sql.bindings] });
        expect(read((rows as { v: unknown }[])[0]?.v, sql.type), told).to.equal(expected.value);
      }),
      { numRuns: 800 },
    );
    expect(translated).to.be.greaterThan(300);
  });
});
