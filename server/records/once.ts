/**
 * Idempotency keys: the answer to a creation is stored in its own transaction, so a repeated request finds either
 * nothing (and creates) or the answer (and creates nothing). Another body under the same key is refused.
 */
import { createHash } from 'node:crypto';
import { unprocessable } from '../errors.js';
import type { RecordJson, RecordText } from './get.js';
import type { Write } from './write/write.js';

export interface OnceKey {
  readonly key: string;
  /** Method, path and body: what must be the same again. */
  readonly request: string;
}

const keepMs = 24 * 3_600_000;

export async function runOnce(
  write: Write,
  once: OnceKey,
  create: (write: Write) => Promise<RecordText>,
): Promise<RecordText> {
  const { context, transaction, now } = write;
  const hash = createHash('sha256').update(once.request).digest('hex');
  const mine = { user_id: context.principal.id, key: once.key };
  const oldest = new Date(Date.parse(now) - keepMs).toISOString();
  await transaction('sys_idempotency').where(mine).andWhere('created_at', '<', oldest).delete();
  // Taken first: a second request with the same key waits for this row, or finds it (a duplicate key changes nothing).
  await transaction('sys_idempotency')
    .insert({ ...mine, request_hash: hash, status: 0, created_at: now })
    .onConflict(['user_id', 'key'])
    .ignore();
  const held = await transaction('sys_idempotency')
    .where(mine)
    .first<{ request_hash: string; status: number; body: string | null } | undefined>('request_hash', 'status', 'body');
  if (held?.request_hash !== hash) {
    throw unprocessable('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used with another body. Use a new key.');
  }
  if (held.status !== 0) {
    const text = held.body ?? '{}';
    const { id, version } = JSON.parse(text) as RecordJson;
    return { id, version, text };
  }
  const record = await create(write);
  await transaction('sys_idempotency').where(mine).update({ status: 201, body: record.text });
  return record;
}
