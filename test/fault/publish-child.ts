/**
 * Publishes the second release while somebody writes with the first, and dies by SIGKILL at the failpoint:
 * `publish-child <database url> <failpoint>`. Each write that was acknowledged is a line on the standard output.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../server/database/open.js';
import { openWorkshop, recordRow, type Workshop } from '../server/releases/workshop.js';
import { secondDocuments } from './publish-documents.js';

const [url = '', failpoint = ''] = process.argv.slice(2);
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const database = await openDatabase({ url, log });
let shop: Workshop | undefined;
let written = 0;

/** A customer and an order, as the old release has them; told once they are stored. */
async function writeOne(): Promise<void> {
  const name = `W ${written++}`;
  await database.write(async (transaction) => {
    await transaction('d_customer').insert(recordRow(shop!.newId(), { name }));
    await transaction('d_order').insert(recordRow(shop!.newId(), { number: name, discount: 700 }));
  });
  // Straight to the pipe: what is told must be out before the process dies.
  writeSync(1, `${name}\n`);
}

shop = await openWorkshop(database, async (name) => {
  // Inside a transaction of the publish nobody else writes; after the switch it would be with the new release.
  if (/^(before-step|after-step|mid-fill|before-switch)/.test(name)) await writeOne();
  if (name === failpoint) process.kill(process.pid, 'SIGKILL');
});
await shop.publish(secondDocuments());
await database.close();
