/**
 * Somebody who writes while a release is published, as every write of the product does: it holds the live number
 * (records/write/live-release.ts) and stores in the columns of that release.
 *
 *   write n: the new records "W n", discount n + 0.5; the order "N n", which was there before, gets discount 5000 + n
 */
import type { Database } from '../../server/database/database.js';
import { lockLiveNumber } from '../../server/records/write/live-release.js';
import { recordRow } from '../server/releases/workshop.js';

export interface PublishWriter {
  /** Goes on with one more write, and waits for those before it. */
  next(): Promise<void>;
}

/** `told` is called with the number of each write once it is stored. */
export function createPublishWriter(database: Database, newId: () => string, told: (n: number) => void): PublishWriter {
  let count = 0;
  let running: Promise<void> = Promise.resolve();
  const write = async (n: number): Promise<void> => {
    await database.write(async (transaction) => {
      const isNew = (await lockLiveNumber(database, transaction)) > 1;
      const discount = (value: number) =>
        isNew ? { discount_2: String(value) } : { discount: stored(database, value) };
      const name = `W ${n}`;
      const [customer, order] = isNew ? [{ vat: 'none' }, { number_k: name.toLowerCase() }] : [{}, {}];
      await transaction('d_customer').insert(recordRow(newId(), { name, ...customer }));
      await transaction('d_order').insert(recordRow(newId(), { number: name, ...order, ...discount(n + 0.5) }));
      const change = { ...discount(5000 + n), updated_at: new Date().toISOString() };
      await transaction('d_order')
        .where({ number: `N ${n}` })
        .update(change);
    });
    told(n);
  };
  return {
    async next() {
      await running;
      running = write(count++);
      // Awaited by the next call; a process that dies before it never hears.
      running.catch(() => undefined);
    },
  };
}

/** A discount as the old column holds it. */
export const stored = ({ dialect }: Database, value: number) =>
  dialect.encode({ name: 'discount', role: 'value', type: 'decimal', precision: 15, scale: 2 }, value);
