/** Whether a Redis is one that jobs can be carried by: what it says of itself, asked once. */
import { Redis } from 'ioredis';

/** BullMQ's own bounds: below the first it does not run. */
const oldest = [5, 0, 0] as const;

export type RedisState =
  | { readonly state: 'fit'; readonly version: string }
  /** Nobody answers: it may yet. */
  | { readonly state: 'silent'; readonly problem: string }
  /** It answers and must not be used as it is. */
  | { readonly state: 'unfit'; readonly problem: string };

/** Reads the answer of INFO. */
export function judgeInfo(info: string): RedisState {
  const values = new Map(
    info.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : [];
    }),
  );
  const version = values.get('redis_version') ?? '';
  if (isOlder(version)) {
    const found = version === '' ? 'does not say which version it is' : `is version ${version}`;
    return {
      state: 'unfit',
      problem: `The Redis ${found}; jobs need ${oldest.join('.')} or later (best 6.2 or later).`,
    };
  }
  const policy = values.get('maxmemory_policy');
  if (policy !== 'noeviction') {
    return {
      state: 'unfit',
      problem:
        `The Redis has the maxmemory-policy "${policy ?? 'unknown'}": when its memory is full it would throw away what ` +
        `carries jobs. Set "maxmemory-policy noeviction" in redis.conf, or at once: redis-cli CONFIG SET maxmemory-policy noeviction.`,
    };
  }
  return { state: 'fit', version };
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  if (parts.length < 2 || parts.some(Number.isNaN)) return true;
  for (const [index, least] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

/** Asks over a connection that is there. */
export async function examineClient(client: Pick<Redis, 'info'>): Promise<RedisState> {
  try {
    return judgeInfo(await client.info());
  } catch (error) {
    return judgeError(error);
  }
}

/** Connects, asks and leaves; waits for an answer for `waitMs` at most. */
export async function examineRedis(url: string, waitMs = 3000): Promise<RedisState> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: waitMs,
    commandTimeout: waitMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let last: unknown;
  client.on('error', (error) => (last = error));
  try {
    await client.connect();
    return await examineClient(client);
  } catch (error) {
    return judgeError(last ?? error);
  } finally {
    client.disconnect();
  }
}

/** Refused for its password or its rights: no waiting helps. The address is not told: it may hold the password. */
function judgeError(error: unknown): RedisState {
  const { message, code } = error as { message?: string; code?: string };
  const text = code ?? message ?? 'unknown';
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR)\b/.test(message ?? '')) {
    return {
      state: 'unfit',
      problem: `The Redis refused us: ${message}. Check user and password in TRELLIS_REDIS_URL.`,
    };
  }
  return { state: 'silent', problem: `The Redis does not answer (${text}).` };
}
