/**
 * Listening and stopping:  stop -> no new connections -> streams end -> answers under way are finished -> the rest
 *
 * Within the grace time an open request may end by itself; after it connections are cut, so that a stop never hangs.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../context.js';

export interface ServeOptions {
  readonly app: RequestListener;
  readonly port: number;
  readonly host: string;
  readonly log: Log;
  /** Ends event streams, which would stay open for ever. */
  endStreams(): void;
  /** Milliseconds for requests under way; 10,000 unless a test says so. */
  readonly graceMs?: number;
}

export interface Served {
  /** Port that was taken, also when 0 was asked for. */
  readonly port: number;
  /** Stops; calling it again waits for the same end. */
  close(): Promise<void>;
}

/** Rejects when the address cannot be listened on. */
export async function serve(options: ServeOptions): Promise<Served> {
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 30_000, keepAliveTimeout: 65_000 },
    options.app,
  );
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) return;
    const body = '{"error":{"code":"BAD_REQUEST","message":"This is not an HTTP request.","requestId":""}}';
    const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    socket.end(head + body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  let closing: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close: () => (closing ??= closeServer(server, options)),
  };
}

async function closeServer(server: Server, { endStreams, log, graceMs = 10_000 }: ServeOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endStreams();
  server.closeIdleConnections();
  const late = setTimeout(() => {
    log.warn({}, 'Requests that did not end in time were cut');
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(late);
}

/**
 * Runs `stop` once at SIGTERM, SIGINT or SIGHUP and ends the process; a second signal ends it at once. What fails while
 * stopping is logged and makes the exit code 1.
 */
export function stopOnSignals(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const onSignal = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'Stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => onSignal(signal));
}
