/** The command line: `npm run trellis -- <command> …`. Opens the same database as the server, beside it if it runs. */
import { join } from 'node:path';
import { createDocumentValidator } from '../../metadata/document/validate.js';
import * as index from '../../plugins/index/server.js';
import { registerSchemas } from '../../plugins/index/schemas.js';
import { assemble } from '../assemble.js';
import { ConfigError, readConfig } from '../config.js';
import { DatabaseRefused } from '../database/errors.js';
import { createLog } from '../log.js';
import { createAjvChecker } from '../releases/ajv-checker.js';
import { documentCommands, runDocumentCommand } from './document-commands.js';
import { siteCommands } from './site-commands.js';

const { fieldServers, jobServers, sourceServers, channelServers } = index;
const contributions = { registerSchemas, fieldServers, jobServers, sourceServers, channelServers };

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  const isKnown = name !== undefined && (Object.hasOwn(documentCommands, name) || Object.hasOwn(siteCommands, name));
  if (!isKnown) {
    if (name !== undefined) console.error(`There is no command "${name}".\n`);
    for (const { usage, summary } of [...Object.values(documentCommands), ...Object.values(siteCommands)]) {
      console.error(`${usage}\n    ${summary}`);
    }
    return name === undefined ? 0 : 2;
  }
  const config = readConfig(process.env);
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

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof ConfigError || error instanceof DatabaseRefused) console.error(error.message);
    else console.error('The command failed:', error);
    process.exit(error instanceof ConfigError ? error.exitCode : 1);
  },
);
