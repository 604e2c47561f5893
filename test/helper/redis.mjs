/** A private Redis without persistence, on a free port. */
import { freePort } from './free-port.mjs';
import { findProgram, startPrivateServer, temporaryFolder } from './private-server.mjs';

/** Why Redis cannot be started here, or undefined when it can. */
export function redisMissing() {
  return findProgram('redis-server') ? undefined : 'Redis is not installed (redis-server)';
}

/** `port`: that of one that was stopped; `policy`: what it does when its memory is full. */
export async function startRedis({ port = undefined, policy = 'noeviction' } = {}) {
  const missing = redisMissing();
  if (missing) throw new Error(missing);
  const folder = temporaryFolder('redis');
  port ??= await freePort();
  const options = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': policy,
  };
  const server = await startPrivateServer({
    name: 'redis',
    folder,
    port,
    command: [
      findProgram('redis-server'),
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
  });
  return { url: `redis://127.0.0.1:${port}`, port, stop: server.stop };
}
