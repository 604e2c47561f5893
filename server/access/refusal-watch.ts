/**
 * Writes refusals as security events, behind the answer and within bounds: of one account (or address, where nobody is
 * signed in) and of all together only so many in a minute stand one by one. What comes above that is counted and told at
 * the end of the minute as one event, so that a flood cannot fill the disk.
 */
import type { Context, Services } from '../context.js';
import type { ApiError } from '../errors.js';
import { addressBlock } from './address-block.js';
import { recordEvent, type SecurityEvent } from './audit.js';
import { isSecurityRefusal } from './refusal-kind.js';

export interface Refusal {
  readonly error: Pick<ApiError, 'status' | 'code'> & Partial<Pick<ApiError, 'data'>>;
  /** Refusals inside an answer that went through (tell-failures.ts): how many; they are events whatever its status. */
  readonly count?: number;
  readonly requestId: string;
  readonly method: string;
  /** Pattern of the route, where one was reached. */
  readonly route: string | undefined;
  readonly userId: string | undefined;
  readonly address: string;
}

export interface RefusalLimits {
  /** Events a minute of one account or address. */
  readonly each: number;
  /** Of all together. */
  readonly all: number;
  /** Milliseconds of that minute. */
  readonly window: number;
}

export interface RefusalWatch {
  /** Returns at once; nothing of it can fail the answer. */
  tell(refusal: Refusal): void;
  /** Writes what is still counted and waits for what is being written. */
  close(): Promise<void>;
}

export const refusalLimits: RefusalLimits = { each: 20, all: 120, window: 60_000 };

/** Accounts and addresses whose counts are told apart; further ones are counted together. */
const mostKeys = 20;

interface Above {
  readonly userId?: string;
  readonly address?: string;
  /** Refusals by code. */
  readonly codes: Record<string, number>;
  count: number;
}

export function createRefusalWatch(
  services: Pick<Services, 'database' | 'clock' | 'log' | 'newId'>,
  limits: RefusalLimits = refusalLimits,
): RefusalWatch {
  const { database, log } = services;
  const written = new Map<string, number>();
  const above = new Map<string, Above>();
  const pending = new Set<Promise<void>>();
  let all = 0;
  let timer: NodeJS.Timeout | undefined;

  const write = (requestId: string, event: SecurityEvent): void => {
    const context: Pick<Context, 'newId' | 'clock' | 'requestId'> = { ...services, requestId };
    const writing = database
      .write((transaction) => recordEvent(context, transaction, event))
      .catch((error: unknown) => log.warn({ requestId, error }, 'A security event could not be written'))
      .finally(() => pending.delete(writing));
    pending.add(writing);
  };
  const endWindow = (): void => {
    timer = undefined;
    for (const { count, codes, ...who } of above.values()) {
      write('', { type: 'refused.more', ...who, data: { count, codes } });
    }
    above.clear();
    written.clear();
    all = 0;
  };
  return {
    tell(refusal) {
      const { error, count, requestId, method, route, userId, address } = refusal;
      if (count === undefined && !isSecurityRefusal({ data: {}, ...error })) return;
      timer ??= setTimeout(endWindow, limits.window).unref();
      const who = userId === undefined ? { address } : { userId, address };
      const key = userId ?? addressBlock(address);
      const before = written.get(key) ?? 0;
      if (before < limits.each && all < limits.all) {
        written.set(key, before + 1);
        all += 1;
        const { status, code } = error;
        write(requestId, { type: 'refused', ...who, data: { status, code, method, ...(route ? { route } : {}), ...(count === undefined ? {} : { count }) } }); // prettier-ignore
        return;
      }
      const isKnown = above.has(key) || above.size < mostKeys;
      const counted = above.get(isKnown ? key : '') ?? { ...(isKnown ? who : {}), codes: {}, count: 0 };
      above.set(isKnown ? key : '', counted);
      counted.count += 1;
      counted.codes[error.code] = (counted.codes[error.code] ?? 0) + 1;
    },
    async close() {
      clearTimeout(timer);
      endWindow();
      await Promise.all(pending);
    },
  };
}
