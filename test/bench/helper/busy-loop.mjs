/**
 * A process that keeps one processor busy, at the priority of the work processes, until it is killed:
 *
 *     node busy-loop.mjs memory                          walks over 64 MB
 *     node busy-loop.mjs sqlite <file> <statements>      runs statements one after the other, as somebody would by hand
 *     node busy-loop.mjs mariadb <url> <statements>
 *
 * `statements` is a JSON list of `{ sql, values }`. `TRELLIS_BENCH_PRIORITY` states another priority than 10.
 */
import { setPriority } from 'node:os';

setPriority(0, Number(process.env.TRELLIS_BENCH_PRIORITY ?? 10));
const [kind, where, text] = process.argv.slice(2);
const statements = text === undefined ? [] : JSON.parse(text);

if (kind === 'memory') {
  const memory = new Float64Array(8_000_000);
  console.log('ready');
  for (;;) for (let i = 0; i < memory.length; i++) memory[i] += i;
} else if (kind === 'sqlite') {
  const { DatabaseSync } = await import('@photostructure/sqlite');
  const connection = new DatabaseSync(where, { readOnly: true });
  connection.exec('PRAGMA case_sensitive_like = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824');
  console.log('ready');
  for (;;) for (const { sql, values } of statements) for (const _row of connection.prepare(sql).iterate(...values));
} else {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ uri: where, dateStrings: true });
  console.log('ready');
  for (;;) for (const { sql, values } of statements) await connection.query({ sql, values, rowsAsArray: true });
}
