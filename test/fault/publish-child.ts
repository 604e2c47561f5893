/** Publishes the second release and dies by SIGKILL at the failpoint: `publish-child.ts <database url> <failpoint>`. */
import { openDatabase } from '../../server/database/open.js';
import { quietLog } from '../helper/databases.js';
import { openWorkshop } from '../server/releases/workshop.js';
import { secondDocuments } from './publish-documents.js';

const [url = '', failpoint = ''] = process.argv.slice(2);
const database = await openDatabase({ url, log: quietLog() });
const shop = await openWorkshop(database, (name) => {
  if (name === failpoint) process.kill(process.pid, 'SIGKILL');
});
await shop.publish(secondDocuments());
await database.close();
