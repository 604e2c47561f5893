/** Security events: who did what to accounts and sessions, from where, under which request id. Never a secret in them. */
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';

export interface SecurityEvent {
  /** `login.failed`, `login`, `logout`, `password.changed`, `account.created`, … */
  readonly type: string;
  readonly userId?: string;
  /** That of the request, unless stated. */
  readonly address?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Written in the transaction of what it tells, so that one is never without the other. */
export async function recordEvent(
  context: Pick<Context, 'newId' | 'clock' | 'requestId' | 'asked'>,
  transaction: Transaction,
  event: SecurityEvent,
): Promise<void> {
  await transaction('sys_event').insert({
    id: context.newId(),
    at: context.clock.now().toISOString(),
    user_id: event.userId ?? null,
    address: (event.address ?? context.asked?.address)?.slice(0, 64) ?? null,
    request_id: context.requestId,
    type: event.type,
    data: JSON.stringify(event.data ?? {}),
  });
}
