/**
 * Structured log: one JSON object a line, so that no text from outside can forge a line (control characters arrive
 * escaped). Values under names that could hold a secret are never written.
 */
import { pino, type DestinationStream } from 'pino';
import type { Log } from './context.js';
import { sourceStack } from './source-stack.js';

export interface LogOptions {
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
  /** Where lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

const secretNames = ['password', 'current', 'next', 'secret', 'token', 'cookie', 'authorization'];

/**
 * Standard output, a page of lines at a time: a system call for each request is dear. What waits is written within half
 * a second, with each warning and error, and at the end of the process.
 */
function bufferedOutput() {
  const output = pino.destination({ dest: 1, sync: true, minLength: 4096, periodicFlush: 500 });
  process.once('exit', () => output.flushSync());
  return output;
}

function writeError(error: Error): unknown {
  const written: unknown = pino.stdSerializers.err(error);
  const { stack } = (written ?? {}) as { readonly stack?: unknown };
  return typeof stack === 'string' ? { ...(written as object), stack: sourceStack(stack) } : written;
}

/** A log for the whole process. An `error` or `cause` field that is an Error is written with its stack. */
export function createLog(options: LogOptions = {}): Log {
  const output = options.destination ?? bufferedOutput();
  const flush = (): void => {
    if ('flushSync' in output && typeof output.flushSync === 'function') output.flushSync();
  };
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: writeError, cause: writeError },
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    },
    output,
  );
  return {
    info: (fields, message) => logger.info(fields, message),
    warn(fields, message) {
      logger.warn(fields, message);
      flush();
    },
    error(fields, message) {
      logger.error(fields, message);
      flush();
    },
  };
}
