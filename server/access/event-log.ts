/**
 * Reads the log (`sys_event`) for administrators: who did what, when, from where. Pages follow a place in time, so that
 * what is written meanwhile moves nothing. Of records it tells no more than its reader may see of them.
 */
import {
  logKinds,
  type LogEntry,
  type LogKind,
  type LogPage,
  type LogPerson,
} from '../../metadata/access/log-entry.js';
import { addDays, zonedDayStart } from '../../metadata/time.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { Sight } from '../records/app/visible.js';
import { firstRows } from './session-query.js';
import { userSource } from './user-source.js';

export interface LogRequest {
  /** Id of who did it or to whom it was done. */
  readonly person?: string;
  readonly kind?: LogKind;
  /** Days of the site's time zone, both included. */
  readonly from?: string;
  readonly to?: string;
  /** Part of a name, a login, an address or a type, a request id, a code or an entity from its beginning. */
  readonly find?: string;
}

export interface LogPlace {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

type Row = Readonly<Record<string, unknown>>;

/** Two statements, whatever the number. 400 CURSOR_INVALID for a place that is none. */
export async function readLog(context: Context, request: LogRequest, { limit, after }: LogPlace): Promise<LogPage> {
  const { read, dialect } = context.database;
  const user = userSource(context.release.model, dialect);
  const { parts, bindings } = conditionOf(context, request);
  if (after !== undefined) {
    const [at = '', id = ''] = after.split('~');
    if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(at) || !/^[0-9A-Z]{26}$/.test(id)) {
      throw badRequest('CURSOR_INVALID', 'This place in the log is none: begin again without "after".', { path: 'after' });
    }
    parts.push('(e.at < ? or (e.at = ? and e.id < ?))');
    bindings.push(at, at, id);
  }
  const where = parts.length === 0 ? '' : `where ${parts.join(' and ')}`;
  const rows = firstRows(
    await read.raw(
      `select e.id, e.at, e.user_id, e.address, e.request_id, e.type, e.data, a.login, ${user.select}
       from sys_event e left join sys_account a on a.user_id = e.user_id ${user.join('e.user_id')}
       ${where} order by e.at desc, e.id desc limit ${limit + 1}`,
      bindings,
    ),
  );
  const page = rows.slice(0, limit);
  const told = page.map((row) => ({ row, ...tellable(context, dataOf(row)) }));
  const people = await peopleOf(context, [...new Set(told.flatMap(({ data }) => aboutOf(data) ?? []))]);
  const last = page.at(-1);
  return {
    rows: told.map(({ row, data, withheld }) => entryOf(row, data, { people, withheld })),
    ...(rows.length > limit && last ? { next: `${String(last['at'])}~${String(last['id'])}` } : {}),
  };
} // prettier-ignore

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const dataOf = (row: Row): Record<string, unknown> => JSON.parse(textOrNull(row['data']) ?? '{}') as Record<string, unknown>; // prettier-ignore

/** The login that an event is about: one that was made or changed, or as whom somebody looked. */
function aboutOf(data: Readonly<Record<string, unknown>>): string | undefined {
  const id = data['account'] ?? data['user'];
  return typeof id === 'string' ? id : undefined;
}

function entryOf(
  row: Row,
  data: Readonly<Record<string, unknown>>,
  { people, withheld }: { readonly people: ReadonlyMap<string, LogPerson>; readonly withheld: boolean },
): LogEntry {
  const id = textOrNull(row['user_id']);
  const about = aboutOf(data);
  return {
    id: String(row['id']),
    at: String(row['at']),
    type: String(row['type']),
    person: id === null ? null : { id, login: textOrNull(row['login']), name: textOrNull(row['user_name']) },
    about: about === undefined ? null : (people.get(about) ?? { id: about, login: null, name: null }),
    address: textOrNull(row['address']),
    requestId: textOrNull(row['request_id']) || null,
    data,
    ...(withheld ? { withheld: true } : {}),
  };
}

async function peopleOf(context: Context, ids: readonly string[]): Promise<ReadonlyMap<string, LogPerson>> {
  if (ids.length === 0) return new Map();
  const { read, dialect } = context.database;
  const user = userSource(context.release.model, dialect);
  const rows = firstRows(
    await read.raw(
      `select a.user_id, a.login, ${user.select} from sys_account a ${user.join('a.user_id')}
       where a.user_id in (${ids.map(() => '?').join(', ')})`,
      [...ids],
    ),
  );
  return new Map(
    rows.map((row) => {
      const id = String(row['user_id']);
      return [id, { id, login: textOrNull(row['login']), name: textOrNull(row['user_name']) }];
    }),
  );
}

/* ---------------------------------------------------------------- conditions */

function conditionOf(context: Context, { person, kind, from, to, find = '' }: LogRequest) {
  const { dialect } = context.database;
  const { timeZone } = context.evaluation;
  const parts: string[] = [];
  const bindings: string[] = [];
  const add = (sql: string, ...values: readonly string[]): void => {
    parts.push(sql);
    bindings.push(...values);
  };
  if (person !== undefined) {
    const concerned = ['account', 'user'].map((name) => `%"${name}":"${person}"%`);
    add(`(e.user_id = ? or ${concerned.map(() => dialect.like('e.data')).join(' or ')})`, person, ...concerned);
  }
  if (kind !== undefined) {
    const types: readonly string[] = logKinds[kind];
    const listed = `e.type in (${types.map(() => '?').join(', ')})`;
    if (kind !== 'rights') add(listed, ...types);
    else add(`(${listed} or (e.type in (?, ?) and ${dialect.like('e.data')}))`, ...types, ...logKinds.account, '%"roles":%');
  }
  if (from !== undefined) add('e.at >= ?', zonedDayStart(from, timeZone));
  if (to !== undefined) add('e.at < ?', zonedDayStart(addDays(to, 1), timeZone));
  if (find.trim() !== '') {
    const { sql, values } = foundBy(context, find.trim());
    add(sql, ...values);
  }
  return { parts, bindings };
} // prettier-ignore

/** Among what is always told, and nothing else: what is withheld from a reader is not found by them either. */
function foundBy(
  { database: { dialect }, release: { model }, fold }: Context,
  text: string,
): { readonly sql: string; readonly values: readonly string[] } {
  const plain = (part: string) => part.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const key = model.entities
    .get('user')
    ?.fields.get('name')
    ?.columns.find((column) => column.role === 'key');
  const words = `%${plain(fold(text))}%`;
  const places: (readonly [sql: string, value: string])[] = [
    [dialect.like('a.login'), words],
    [dialect.like('e.address'), `%${plain(text.toLowerCase())}%`],
    [dialect.like('e.type'), `%${plain(text.toLowerCase())}%`],
    ['e.request_id = ?', text],
    [dialect.like('e.data'), `%"code":"${plain(jsonText(text.toUpperCase()))}%`],
    [dialect.like('e.data'), `%"entity":"${plain(jsonText(text.toLowerCase()))}%`],
    ...(key ? [[dialect.like(`u.${dialect.quote(key.name)}`), words] as const] : []),
  ];
  return { sql: `(${places.map(([sql]) => sql).join(' or ')})`, values: places.map(([, value]) => value) };
}

const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

/* ---------------------------------------------------------------- what may be told */

/** Columns and conditions of a file, and the record that was printed, stand for records: told to who may see all of these. */
function tellable(
  context: Context,
  data: Readonly<Record<string, unknown>>,
): { readonly data: Readonly<Record<string, unknown>>; readonly withheld: boolean } {
  const { columns, filter, id, person, ...rest } = data;
  const entity = typeof data['entity'] === 'string' ? data['entity'] : undefined;
  const names = Array.isArray(person) ? (person as readonly unknown[]).map(String) : undefined;
  const { access } = context;
  const seen = names?.filter((name) => access.fieldClass('user', name) !== 'hidden');
  const withPerson = seen ? { ...rest, person: seen } : rest;
  const isPart = seen !== undefined && seen.length < names!.length;
  if (entity === undefined || (columns === undefined && filter === undefined && id === undefined)) {
    return { data: withPerson, withheld: isPart };
  }
  const isSeen = seesAll(context, entity, (columns as readonly string[] | undefined) ?? [], filter as Filter | undefined); // prettier-ignore
  return isSeen ? { data, withheld: false } : { data: withPerson, withheld: true };
}

function seesAll(
  { access, release: { model }, registries }: Context,
  name: string,
  columns: readonly string[],
  filter: Filter | undefined,
): boolean {
  if (!access.mayEver('read', name) || JSON.stringify(access.filter('read', name)) !== '{"and":[]}') return false;
  const sight = new Sight(model, access, registries.function);
  const entity = sight.entity(name);
  if (!entity) return false;
  return columns.every((path) => sight.path(entity, path)) && (!filter || sight.filter(entity, filter));
}
