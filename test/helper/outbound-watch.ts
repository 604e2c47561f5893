/** Where this process reaches out to: the address and port of every socket that is tried, whoever opens it. */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const reached: string[] = [];
let isWatching = false;

/** Gives what was reached since: `127.0.0.1:3306`. Sockets of files are none. */
export function watchOutbound(): () => readonly string[] {
  if (!isWatching)
    subscribe('net.client.socket', (message) =>
      (message as { readonly socket: Socket }).socket.on('connectionAttempt', (address: string, port: number) =>
        reached.push(`${address}:${port}`),
      ),
    );
  isWatching = true;
  const from = reached.length;
  return () => [...new Set(reached.slice(from))];
}

/** The machine itself: the databases and the clients of the tests. */
export const isOwnMachine = (place: string): boolean => /^(127\.|::1:)/.test(place);
