/**
 * Structured log: one JSON object a line, so that no text from outside can forge a line (control characters arrive
 * escaped). Values under names that could hold a secret are never written.
 */
import { pino, type DestinationStream } from 'pino';
import type { Log } from './context.js';

export interface LogOptions {
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

const secretNames = ['password', 'current', 'next', 'secret', 'token', 'cookie', 'authorization'];

/** A log for the whole process. An `error` or `cause` field that is an Error is written with its stack. */
export function createLog(options: LogOptions = {}): Log {
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err, cause: pino.stdSerializers.err },
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    },
    options.destination ?? pino.destination(1),
  );
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
