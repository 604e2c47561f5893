/** The command line: `npm run trellis -- <command> …`. Opens the same database as the server, beside it if it runs. */
import { registerSchemas } from '../../plugins/index/schemas.js';
import { createDocumentValidator } from '../../metadata/document/validate.js';
import { createRegistries } from '../assemble.js';
import { systemClock } from '../clock.js';
import { ConfigError, readConfig } from '../config.js';
import { DatabaseRefused } from '../database/errors.js';
import { openDatabase } from '../database/open.js';
import { fold } from '../fold.js';
import { createEventHub } from '../http/hub.js';
import { createIds } from '../ids.js';
import { createLog } from '../log.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import { createPublisher } from '../releases/publish.js';
import { openReleaseStore } from '../releases/store.js';
import { documentCommands, runDocumentCommand } from './document-commands.js';

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || !Object.hasOwn(documentCommands, name)) {
    if (name !== undefined) console.error(`There is no command "${name}".\n`);
    for (const { usage, summary } of Object.values(documentCommands)) console.error(`${usage}\n    ${summary}`);
    return name === undefined ? 0 : 2;
  }
  const config = readConfig(process.env);
  const log = createLog();
  const clock = systemClock;
  const registries = createRegistries({ registerSchemas });
  const database = await openDatabase({
    url: config.databaseUrl,
    log,
    dataFolder: config.dataFolder,
    exclusive: false,
  });
  try {
    const releases = await openReleaseStore(database, registries);
    const validator = createDocumentValidator(registries, createAjvChecker());
    const publisher = createPublisher({
      database,
      clock,
      log,
      fold,
      newId: createIds(clock),
      registries,
      releases,
      validator,
      events: createEventHub(log),
    });
    const print = (line: string) => console.log(line);
    return await runDocumentCommand(name, rest, { registries, validator, releases, publisher, print });
  } finally {
    await database.close();
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
