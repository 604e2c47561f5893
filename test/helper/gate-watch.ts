/**
 * Listens to every request of a live site: what was asked of its rights, and what it wrote to the database, in this order.
 * Records must not be written before a right to write them was asked, and a request that is refused must have committed
 * nothing. Every live site is watched; closing it fails when one of its requests broke a rule (see live-site.ts).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Access } from '../../metadata/access/types.js';
import type { Context } from '../../server/context.js';
import type { Database } from '../../server/database/database.js';
import { ApiError } from '../../server/errors.js';
import { Reply, type Route } from '../../server/http/route.js';

export interface GateWatch {
  /** Requests that wrote records, links, shares, comments or documents. */
  readonly writing: number;
  /** One line for each request that broke a rule. */
  readonly broken: readonly string[];
}

interface Watch extends GateWatch {
  writing: number;
  readonly broken: string[];
}

/** One request as far as it has come. */
interface Asking {
  readonly name: string;
  /** A feature right was asked: by the adapter for the route, or by the handler. */
  right: boolean;
  /** Any verdict on records, reading included. */
  record: boolean;
  create: boolean;
  /** Which rows may be changed, deleted or handed on: `mayEver` is no verdict but a hint. */
  change: boolean;
  readonly sent: Set<string>;
  readonly committed: Set<string>;
  over: boolean;
}

/**
 * Tables of the platform that belong to records or to the design: what must have been asked before. A batch is no such
 * thing: it is of the person who made it, and its records are asked one by one when they are written.
 */
const guarded: Readonly<Record<string, 'record' | 'right'>> = {
  sys_share: 'record', sys_comment: 'record', sys_comment_text: 'record', sys_follow: 'record',
  sys_document: 'right', sys_release: 'right', sys_draft: 'right', sys_user_role: 'right', sys_sample: 'right',
}; // prettier-ignore
/** May be committed by a request that is refused: what the refusal itself leaves. */
const ofRefusals = new Set(['sys_event', 'sys_session']);

const asking = new AsyncLocalStorage<Asking>();
const watches = new WeakMap<Database, Watch>();
/** Routes are constants of their modules: each is wrapped once, however many sites a process opens. */
const wrapped = new WeakSet<Route>();
const heard = new WeakMap<Access, Access>();
const watchedDatabases = new WeakMap<Database, Database>();

export function watchGate(database: Database, routes: readonly Route[]): GateWatch {
  const watch: Watch = { writing: 0, broken: [] };
  watches.set(database, watch);
  for (const route of routes) wrap(route);
  return watch;
}

function wrap(route: Route): void {
  if (wrapped.has(route)) return;
  wrapped.add(route);
  const handler = route.handler.bind(route);
  const listening: Route['handler'] = (context, input) => {
    const watch = watches.get(context.database);
    if (!watch) return handler(context, input);
    const own: Asking = {
      name: `${route.method} ${route.path}`,
      right: !['public', 'session'].includes(route.right),
      record: false, create: false, change: false, over: false, sent: new Set(), committed: new Set(),
    }; // prettier-ignore
    return asking.run(own, () => listen(watch, own, () => handler(hearing(context, watch), input)));
  };
  (route as { handler: Route['handler'] }).handler = listening;
}

async function listen(watch: Watch, own: Asking, work: () => Promise<unknown>): Promise<unknown> {
  let refused: string | undefined;
  try {
    const answer = await work();
    if (answer instanceof Reply && answer.status >= 400) refused = String(answer.status);
    return answer;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) refused = `${error.status} ${error.code}`;
    throw error;
  } finally {
    own.over = true;
    if ([...own.sent].some((table) => needOf(table) !== undefined)) watch.writing += 1;
    const left = [...own.committed].filter((table) => !ofRefusals.has(table));
    if (refused !== undefined && left.length > 0)
      watch.broken.push(`${own.name} was refused (${refused}) and wrote ${left.join(', ')}`);
  }
}

const hearing = (context: Context, watch: Watch): Context => ({
  ...context,
  access: hear(context.access),
  database: watchDatabase(context.database, watch),
});

function hear(access: Access): Access {
  const held = heard.get(access);
  if (held) return held;
  const note = (change: Partial<Asking>) => Object.assign(asking.getStore() ?? {}, change);
  const verdict = (action: string) =>
    note({ record: true, ...(action === 'create' ? { create: true } : action === 'read' ? {} : { change: true }) });
  const made: Access = {
    ...access,
    filter(action, entity) {
      verdict(action);
      return access.filter(action, entity);
    },
    allows(action, entity, read) {
      verdict(action);
      return access.allows(action, entity, read);
    },
    mayEver(action, entity) {
      note({ record: true, ...(action === 'create' ? { create: true } : {}) });
      return access.mayEver(action, entity);
    },
    has(right) {
      note({ right: true });
      return access.has(right);
    },
  };
  heard.set(access, made);
  return made;
}

/** The same database to the product's eyes; statements of its transactions are noted for the request they belong to. */
function watchDatabase(database: Database, watch: Watch): Database {
  const held = watchedDatabases.get(database);
  if (held) return held;
  const write: Database['write'] = async (work) => {
    const own = asking.getStore();
    if (!own || own.over) return database.write(work);
    let written = new Set<string>();
    const result = await database.write((transaction) => {
      written = new Set();
      transaction.on('query', ({ sql }: { readonly sql: string }) => {
        const [, verb = '', table = ''] = writes.exec(sql) ?? [];
        if (table === '') return;
        if (!own.over && !isAsked(own, table, verb.toLowerCase()))
          watch.broken.push(`${own.name} wrote ${table} before any right to do so was asked`);
        written.add(table);
        own.sent.add(table);
      });
      return work(transaction);
    });
    for (const table of written) own.committed.add(table);
    return result;
  };
  const made = Object.assign(Object.create(database) as Database, { write });
  watchedDatabases.set(database, made);
  return made;
}

const writes = /^\s*(insert|replace|update|delete)\b[^(]*?[`" ]([dl]_[a-z0-9_]+|sys_[a-z0-9_]+)\b/i;

const needOf = (table: string): 'record' | 'right' | 'write' | undefined =>
  /^[dl]_/.test(table) ? 'write' : guarded[table];

function isAsked(own: Asking, table: string, verb: string): boolean {
  const need = needOf(table);
  if (need === undefined || own.right) return true;
  if (need === 'right') return false;
  if (need === 'record') return own.record;
  if (own.change) return true;
  // What a new record changes of others follows its own row.
  return own.create && (verb === 'insert' || [...own.sent].some((each) => needOf(each) === 'write'));
}
