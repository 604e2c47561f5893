/**
 * Slows down who tries tokens: failures are counted per address; after too many nothing is answered to it for a while, a
 * good token neither. Apart from the throttle of sign-in, so that a dead link on a wall locks nobody out.
 */
// The package's own entry loads a limiter for every store there is.
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { addressBlock } from '../access/address-block.js';
import { tooManyAttempts } from '../access/throttle.js';

export interface GuessLimit {
  /** Throws 429 TOO_MANY_ATTEMPTS for an address with too many failures. */
  check(address: string): Promise<void>;
  failed(address: string): Promise<void>;
}

export interface GuessLimitOptions {
  /** Failures of one address, 60 by default, in so many seconds, 900 by default. */
  readonly failures?: number;
  readonly seconds?: number;
}

export function createGuessLimit({ failures = 60, seconds = 900 }: GuessLimitOptions = {}): GuessLimit {
  const limiter = new RateLimiterMemory({ points: failures, duration: seconds });
  return {
    async check(address) {
      const held = await limiter.get(addressBlock(address));
      if (held && held.consumedPoints >= failures) throw tooManyAttempts(held.msBeforeNext / 1000);
    },
    async failed(address) {
      await limiter.consume(addressBlock(address)).catch((error: unknown) => {
        if (!(error instanceof RateLimiterRes)) throw error;
      });
    },
  };
}
