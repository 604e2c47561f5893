/**
 * Sends requests as fast as they are answered, over kept-alive connections, from a process of its own (test/bench). Plain
 * sockets: an HTTP client of Node takes as long as the servers that are measured. Driven by messages:
 *
 *     { set: 'list', requests: [{ method, path, headers, body? }] }        kept for later runs
 *     { run: 'list', port, connections, seconds } -> { count, failures, p50, p99, … }
 *
 * `{n}` in a path or body becomes a number that never comes twice; `{v}` the record's version, which the answer moves on.
 */
import { connect, type Socket } from 'node:net';
import type { LoadRequest, LoadResult, LoadRun } from './load.js';

interface Held extends LoadRequest {
  version: number;
}

const sets = new Map<string, Held[]>();
let counter = Date.now();

process.on('message', (message: { set?: string; requests?: LoadRequest[] } & Partial<LoadRun>) => {
  if (message.set !== undefined) {
    sets.set(
      message.set,
      (message.requests ?? []).map((request) => ({ ...request, version: request.version ?? 1 })),
    );
    process.send!({ done: true });
    return;
  }
  run(message as LoadRun).then(
    (result) => process.send!(result),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function run({ run: name, port, connections, seconds }: LoadRun): Promise<LoadResult> {
  const requests = sets.get(name);
  if (!requests) throw new Error(`There is no set of requests "${name}".`);
  const latencies: number[] = [];
  const failures = new Map<string, number>();
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: Math.min(connections, requests.length) }, async (_, first) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const client = new Client(socket);
      for (let i = first; performance.now() < end; i += connections) {
        const request = requests[i % requests.length]!;
        const began = performance.now();
        const { status, body } = await client.send(textOf(request, port));
        latencies.push(performance.now() - began);
        if (status >= 200 && status < 300) {
          if (request.versioned) request.version = Number(/"version":(\d+)/.exec(body)?.[1]);
        } else {
          const what = `${status} ${body.slice(0, 200)}`;
          failures.set(what, (failures.get(what) ?? 0) + 1);
        }
        // A stride that skips slots would let two connections hold the same record.
        if (i + connections >= requests.length * 1000) i = first - connections;
      }
      socket.destroy();
    }),
  );
  const ms = performance.now() - start;
  latencies.sort((a, b) => a - b);
  const at = (part: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? 0;
  return {
    count: latencies.length,
    perSecond: (latencies.length * 1000) / ms,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failures: [...failures].map(([what, times]) => `${times} x ${what}`),
  };
}

function textOf(request: Held, port: number): string {
  const fill = (text: string): string =>
    text.replaceAll('{v}', String(request.version)).replaceAll('{n}', () => `${++counter}`);
  const body = request.body === undefined ? '' : fill(request.body);
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${fill(value)}\r\n`);
  const content = body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${request.method} ${fill(request.path)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers.join('')}${content}\r\n${body}`;
}

/** One connection; answers must state their length, as both servers do. */
class Client {
  readonly #socket: Socket;
  #held: Buffer[] = [];
  #wanted = -1;
  #size = 0;
  #status = 0;
  #resolve: ((answer: { status: number; body: string }) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#reject?.(error));
    socket.on('close', () => this.#reject?.(new Error('The server closed the connection.')));
  }

  send(text: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(text);
    });
  }

  #read(chunk: Buffer): void {
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (this.#wanted < 0) {
      const all = this.#held.length === 1 ? chunk : Buffer.concat(this.#held);
      this.#held = [all];
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = all.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined && this.#status !== 204) {
        this.#reject?.(new Error(`An answer without a length:\n${head}`));
        return;
      }
      this.#wanted = end + 4 + Number(length ?? 0);
    }
    if (this.#size < this.#wanted) return;
    const answer = Buffer.concat(this.#held);
    const bodyStart = answer.indexOf('\r\n\r\n') + 4;
    const status = this.#status;
    // Only writes look into the answer.
    const body =
      status >= 300 || this.#wanted - bodyStart < 8192 ? answer.toString('utf8', bodyStart, this.#wanted) : '';
    this.#held = [];
    this.#size = 0;
    this.#wanted = -1;
    this.#resolve?.({ status, body });
  }
}
