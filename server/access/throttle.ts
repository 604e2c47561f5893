/**
 * Slows down guessing. Failures are counted per route, account and address, and per address over all accounts (one
 * password tried on many). An attempt is counted before the password is looked at, so that many at once do not slip
 * through; a success takes its count back. The account's own count in the database outlives a restart (accounts.ts).
 */
import { createHash } from 'node:crypto';
// The package's own entry loads a limiter for every store there is.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { ApiError } from '../errors.js';
import { addressBlock } from './address-block.js';

export interface ThrottleOptions {
  /** Failures after which a window is closed. */
  readonly failures: number;
  /** The same over all accounts of one address. */
  readonly failuresOfAddress: number;
  /** Length of the window in seconds. */
  readonly seconds: number;
}

export const defaultThrottle: ThrottleOptions = { failures: 10, failuresOfAddress: 100, seconds: 900 };

export interface Throttle {
  readonly options: ThrottleOptions;
  /** Counts an attempt; throws 429 TOO_MANY_ATTEMPTS with Retry-After when there were too many. */
  attempt(route: string, account: string, address: string): Promise<Attempt>;
  /** Forgets the failures of an account at all addresses of this process: it was unlocked. */
  forgive(route: string, account: string): void;
}

export interface Attempt {
  /** Takes the attempt back, and all earlier ones for this account and address. */
  succeeded(): Promise<void>;
}

export function createThrottle(options: ThrottleOptions = defaultThrottle): Throttle {
  const { failures, failuresOfAddress, seconds } = options;
  const accounts = new RateLimiterMemory({ points: failures, duration: seconds });
  const addresses = new RateLimiterMemory({ points: failuresOfAddress, duration: seconds });
  /** How often an account was unlocked: its keys are others after it, the old ones run out. */
  const unlocked = new Map<string, number>();
  const nameOf = (route: string, account: string) => JSON.stringify([route, account]);
  return {
    options,
    async attempt(route, account, from) {
      const address = addressBlock(from);
      // Hashed: what people type as a login may be long, or a password.
      const key = createHash('sha256')
        .update(JSON.stringify([route, account, address, unlocked.get(nameOf(route, account)) ?? 0]))
        .digest('base64');
      await consume(addresses, address);
      await consume(accounts, key);
      return {
        async succeeded() {
          await accounts.delete(key);
          await addresses.reward(address);
        },
      };
    },
    forgive(route, account) {
      const name = nameOf(route, account);
      unlocked.set(name, (unlocked.get(name) ?? 0) + 1);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw tooManyAttempts(error.msBeforeNext / 1000);
  }
}

export const tooManyAttempts = (seconds: number) =>
  new ApiError(429, 'TOO_MANY_ATTEMPTS', 'Too many attempts. Wait a while before the next one.', {
    retryAfter: seconds,
  });
