/**
 * Who looks at or edits a record just now, kept in memory: a page says so every few seconds, and whoever says nothing for
 * a while is gone. Several pages of one person count once, editing above viewing.
 */
import type { Clock } from '../context.js';
import type { EventHub } from '../http/events.js';

export type PresenceState = 'view' | 'edit';
export interface Present {
  readonly id: string;
  readonly state: PresenceState;
}

export interface Beat {
  readonly entity: string;
  readonly id: string;
  readonly userId: string;
  /** The page that speaks. */
  readonly page: string;
  readonly state: PresenceState | 'gone';
}

export interface Presence {
  beat(beat: Beat): readonly Present[];
  at(entity: string, id: string): readonly Present[];
  close(): void;
}

/** Milliseconds without a word; pages speak every 10 s. */
const staleMs = 25_000;
const sweepMs = 5_000;
/** Records that are watched at once; beyond it nothing new is remembered. */
const mostRecords = 10_000;

interface Page {
  readonly userId: string;
  readonly state: PresenceState;
  readonly until: number;
}

export function createPresence(services: { readonly clock: Clock; readonly events: EventHub }): Presence {
  const records = new Map<string, Map<string, Page>>();
  const now = () => services.clock.now().getTime();

  const listOf = (key: string): readonly Present[] => {
    const states = new Map<string, PresenceState>();
    for (const { userId, state, until } of records.get(key)?.values() ?? []) {
      if (until < now()) continue;
      if (state === 'edit' || !states.has(userId)) states.set(userId, state);
    }
    return [...states].map(([id, state]) => ({ id, state })).sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  /** Changes a record's pages, and tells when that changed who is seen. */
  const change = (key: string, work: () => void): readonly Present[] => {
    const before = JSON.stringify(listOf(key));
    work();
    const after = listOf(key);
    if (JSON.stringify(after) !== before) {
      const [entity = '', id = ''] = key.split(' ');
      services.events.publish({ type: 'presence', entity, id });
    }
    return after;
  };
  const sweep = (): void => {
    for (const [key, pages] of records) {
      const stale = [...pages].filter(([, page]) => page.until < now()).map(([page]) => page);
      if (stale.length === 0) continue;
      for (const page of stale) pages.delete(page);
      if (pages.size === 0) records.delete(key);
      const [entity = '', id = ''] = key.split(' ');
      services.events.publish({ type: 'presence', entity, id });
    }
  };
  const timer = setInterval(sweep, sweepMs);
  timer.unref();

  return {
    beat: ({ entity, id, userId, page, state }) =>
      change(`${entity} ${id}`, () => {
        const key = `${entity} ${id}`;
        const pages = records.get(key) ?? new Map<string, Page>();
        const name = `${userId} ${page}`;
        if (state === 'gone') pages.delete(name);
        else if (records.has(key) || records.size < mostRecords) {
          pages.set(name, { userId, state, until: now() + staleMs });
          records.set(key, pages);
        }
        if (pages.size === 0) records.delete(key);
      }),
    at: (entity, id) => listOf(`${entity} ${id}`),
    close: () => clearInterval(timer),
  };
}
