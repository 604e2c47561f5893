/**
 * One subscriber's stream:  event -> is it theirs -> may they read the row -> text
 *
 * Events are handled one after the other, so they arrive in order although each may ask the database. A slow or flooded
 * subscriber loses no correctness: its queue is dropped and it is told to read anew (`resync`). The session is asked
 * again every few seconds; with it the rights that decide are refreshed, and when it ended the stream ends.
 */
import { Readable } from 'node:stream';
import type { Access } from '../../metadata/access/types.js';
import type { Log } from '../context.js';
import type { EventHub, LiveEvent } from './events.js';

export interface EventStreamOptions {
  readonly hub: EventHub;
  readonly log: Pick<Log, 'warn'>;
  readonly userId: string;
  readonly access: Access;
  /** The rights as they are now; rejects when the session has ended. */
  recheck(): Promise<Access>;
  /** Whether a record may be seen at all; asked for each record event. */
  mayRead(access: Access, entity: string, id: string): Promise<boolean>;
  /** Called once, when the stream is over. */
  onEnd(): void;
  /** Milliseconds; 5,000 unless a test says so. */
  readonly recheckMs?: number;
}

const defaultRecheckMs = 5000;
/** A comment line at least this often keeps proxies from closing a quiet connection, in milliseconds. */
const heartbeatMs = 20_000;
const longestQueue = 500;
/** Characters that a stuck client may leave unread before it is told to read anew. */
const longestBacklog = 65_536;

export function createEventStream(options: EventStreamOptions): Readable {
  const { hub, log, userId, mayRead } = options;
  let access = options.access;
  let queue: LiveEvent[] = [];
  let working = false;
  let ended = false;
  let lastSent = performance.now();

  const stream = new Readable({ read() {}, encoding: 'utf8' });
  const send = (text: string) => {
    if (ended) return;
    lastSent = performance.now();
    stream.push(text);
  };

  const deliver = async (event: LiveEvent): Promise<void> => {
    const { entity, id } = event;
    if (event.rightsChanged) access = await options.recheck();
    if (entity !== undefined) {
      if (!access.mayEver('read', entity)) return;
      if (id !== undefined && !(await mayRead(access, entity, id))) return;
    }
    const data = {
      ...(entity === undefined ? {} : { entity }),
      ...(id === undefined ? {} : { id }),
      ...(event.data === undefined ? {} : { data: event.data }),
    };
    send(formatEvent(event.type, data));
  };

  const work = async (): Promise<void> => {
    working = true;
    for (let event = queue.shift(); event && !ended; event = queue.shift()) {
      try {
        await deliver(event);
      } catch (error) {
        // Nothing unseen gets out on a failure; the client reads anew instead.
        log.warn({ error, type: event.type }, 'A live event could not be checked');
        send(formatEvent('resync', {}));
      }
    }
    working = false;
  };

  const unsubscribe = hub.subscribe((event) => {
    if (ended || (event.userId !== undefined && event.userId !== userId)) return;
    queue.push(event);
    if (queue.length > longestQueue || stream.readableLength > longestBacklog) {
      queue = [];
      send(formatEvent('resync', {}));
    } else if (!working) {
      void work();
    }
  });

  const recheck = async (): Promise<void> => {
    try {
      access = await options.recheck();
      if (performance.now() - lastSent > heartbeatMs) send(': still here\n\n');
    } catch {
      send(formatEvent('session', { data: { state: 'ended' } }));
      stream.push(null);
      end();
    }
  };
  const timer = setInterval(() => void recheck(), options.recheckMs ?? defaultRecheckMs);
  timer.unref();

  const end = () => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    unsubscribe();
    options.onEnd();
  };
  stream.on('close', end);
  send('retry: 3000\n\n');
  return stream;
}

/** Wire form: `event: record` and `data: {"entity","id","data":{…}}`. JSON has no line breaks of its own, so an event cannot forge another. */
export const formatEvent = (type: string, data: Readonly<Record<string, unknown>>): string =>
  `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
