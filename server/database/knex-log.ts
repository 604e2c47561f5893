/** Knex's own words go to the server's log; without this they would be printed. */
import type { Knex } from 'knex';
import type { Log } from '../context.js';

export function knexLog(log: Log): Knex.Logger {
  const say = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    warn: (message: unknown) => log.warn({ from: 'knex' }, say(message)),
    error: (message: unknown) => log.error({ from: 'knex' }, say(message)),
    deprecate: (message: unknown) => log.warn({ from: 'knex' }, say(message)),
    debug: () => undefined,
  };
}
