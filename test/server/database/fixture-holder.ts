/** Opens the database its argument names, writes a row and waits to be killed. */
import { openDatabase } from '../../../server/database/open.js';
import { quietLog } from '../../helper/databases.js';

const database = await openDatabase({ url: process.argv[2]!, log: quietLog() });
await database.write((transaction) => transaction('sys_sequence').insert({ name: 'held', value: 1 }));
process.send!('open');
setInterval(() => undefined, 1000);
