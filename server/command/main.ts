/** The command line: `npm run trellis -- <command> …`. Opens the same database as the server, beside it if it runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDocumentValidator } from '../../metadata/document/validate.js';
import * as index from '../../plugins/index/server.js';
import { registerSchemas } from '../../plugins/index/schemas.js';
import { assemble, filledRegistries } from '../assemble.js';
import { systemClock } from '../clock.js';
import { ConfigError, readConfig, type Config } from '../config.js';
import { DatabaseRefused } from '../database/errors.js';
import { createLog } from '../log.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import { backupCommands, type BackupCommand } from './backup-commands.js';
import { documentCommands, runDocumentCommand } from './document-commands.js';
import { createProgressLine } from './progress-line.js';
import { siteCommands } from './site-commands.js';

const { fieldServers, jobServers, sourceServers, channelServers } = index;
const contributions = { registerSchemas, fieldServers, jobServers, sourceServers, channelServers };

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  const all = { ...documentCommands, ...siteCommands, ...backupCommands };
  if (name === undefined || !Object.hasOwn(all, name)) {
    if (name !== undefined) console.error(`There is no command "${name}".\n`);
    for (const { usage, summary } of Object.values(all)) console.error(`${usage}\n    ${summary}`);
    return name === undefined ? 0 : 2;
  }
  const config = readConfig(process.env);
  const backup = Object.hasOwn(backupCommands, name) ? backupCommands[name] : undefined;
  if (backup) return runBackup(backup, config, rest);
  const site = await assemble({
    config,
    log: createLog(),
    contributions,
    webFolder: join(import.meta.dirname, '../web'),
    exclusive: false,
  });
  const print = (line: string) => console.log(line);
  try {
    const command = siteCommands[name];
    if (command) return await command.run({ site, config, plugins: index.plugins, print }, rest);
    const { services, releases, publisher } = site;
    const { registries } = services;
    const validator = createDocumentValidator(registries, createAjvChecker());
    return await runDocumentCommand(name, rest, { registries, validator, releases, publisher, print });
  } finally {
    await site.close();
  }
}

function runBackup(command: BackupCommand, config: Config, rest: readonly string[]): Promise<number> {
  const line = createProgressLine(process.stdout, () => Date.now());
  const print = (text: string): void => {
    line.clear();
    console.log(text);
  };
  const registries = filledRegistries(contributions);
  const log = createLog({ level: 'warn' });
  return command
    .run({ config, registries, log, clock: systemClock, version: programVersion(), print, progress: line.tell }, rest)
    .finally(() => line.clear());
}

/** Of the project's package file, two folders above this program as it is and as it is built. */
function programVersion(): string {
  try {
    const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof ConfigError || error instanceof DatabaseRefused) console.error(error.message);
    else console.error('The command failed:', error);
    process.exit(error instanceof ConfigError ? error.exitCode : 1);
  },
);
