/** Live events within the process. A listener that throws is our own mistake and must not stop the others. */
import type { Log } from '../context.js';
import type { EventHub, LiveEvent } from './events.js';

export function createEventHub(log: Pick<Log, 'error'>): EventHub {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          log.error({ error, type: event.type }, 'A listener of live events failed');
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
