/**
 * A private MariaDB: system tables by `--bootstrap` from the package's own SQL, a temporary folder, a free port, no
 * configuration of the machine read. Durability is turned off: it is thrown away afterwards.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { findProgram, startPrivateServer, temporaryFolder } from './private-server.mjs';

const shares = ['/usr/share/mysql', '/usr/share/mariadb', '/usr/local/share/mysql'];
const scripts = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'];

/** Why MariaDB cannot be started here, or undefined when it can. */
export function mariadbMissing() {
  if (!findProgram('mariadbd', 'mysqld')) return 'MariaDB is not installed (mariadb-server-core)';
  if (!shareFolder()) return "MariaDB's system table scripts are missing";
  return undefined;
}

const shareFolder = () => shares.find((folder) => existsSync(join(folder, scripts[0])));

/** `{url, stop}`; the URL names no database. */
export async function startMariadb() {
  const missing = mariadbMissing();
  if (missing) throw new Error(missing);
  const program = findProgram('mariadbd', 'mysqld');
  const folder = temporaryFolder('mariadb');
  const data = join(folder, 'data');
  mkdirSync(join(data, 'mysql'), { recursive: true });
  // Of its own: a server that starts sweeps its folder for temporary tables, of other servers too.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const folders = [`--datadir=${data}`, `--tmpdir=${temporary}`];
  const common = ['--no-defaults', ...user, ...folders, '--innodb-log-file-size=48M', '--skip-log-bin'];
  const sql = `use mysql;\nset @auth_root_socket=NULL;\n${scripts
    .map((name) => readFileSync(join(shareFolder(), name), 'utf8'))
    .join('\n')}`;
  const boot = spawnSync(program, [...common, '--bootstrap'], { input: sql, encoding: 'utf8', timeout: 60_000 });
  if (boot.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`MariaDB could not be initialised: ${boot.error?.message ?? boot.stderr.slice(-1000)}`);
  }
  const port = await freePort();
  const server = await startPrivateServer({
    name: 'mariadb',
    folder,
    port,
    command: [
      program,
      ...common,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      '--innodb-doublewrite=0',
      // A site has some hundred tables: no file is made for each of them.
      '--innodb-file-per-table=0',
      '--innodb-buffer-pool-size=128M',
      '--performance-schema=0',
      '--max-connections=200',
    ],
  });
  return { url: `mysql://root@127.0.0.1:${port}/`, stop: server.stop };
}
