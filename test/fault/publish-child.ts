/**
 * Publishes the second release while somebody writes, and dies by SIGKILL at the failpoint:
 * `publish-child <database url> <failpoint>`. The number of each write that was stored is a line of the standard output.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../server/database/open.js';
import { openWorkshop } from '../server/releases/workshop.js';
import { secondDocuments } from './publish-documents.js';
import { createPublishWriter } from './publish-writer.js';

const [url = '', failpoint = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const database = await openDatabase({ url, log });
const shop = await openWorkshop(database, async (name) => {
  if (name === failpoint) process.kill(process.pid, 'SIGKILL');
  // Within a transaction of the publish a write would wait for it for ever.
  if (!name.startsWith('in-')) await writer.next();
});
// Straight to the pipe: what is told must be out before the process dies.
const writer = createPublishWriter(database, shop.newId, (n) => void writeSync(1, `${n}\n`));
await shop.publish(secondDocuments());
await database.close();
