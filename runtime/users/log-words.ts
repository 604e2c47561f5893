/** What an event of the log says in the reader's language: one line for the table, facts for its details. */
import type { LogEntry, LogPerson } from '../../metadata/access/log-entry.js';
import { pluralOf } from '../host/entity-words.js';
import type { Host } from '../host/host.js';
import type { StringKey } from '../ui/i18n.js';

export const personName = ({ name, login, id }: LogPerson): string => name ?? login ?? id;

export function eventText({ i18n }: Pick<Host, 'i18n'>, type: string): string {
  const key = `log.type.${type}`;
  return i18n.has(key) ? i18n.t(key) : type;
}

export const tones: Readonly<Record<string, string>> = {
  'login.failed': 'amber',
  refused: 'red',
  'refused.more': 'red',
};

/** The most important of the details, in a few words. */
export function eventSubject(host: Host, { data, about }: LogEntry): string {
  const { i18n } = host;
  const { entity, count, report, dashboard, code, route, number, set, role, roles } = data;
  const parts: unknown[] = [];
  if (about) parts.push(personName(about));
  if (typeof entity === 'string') parts.push(entityName(host, entity));
  if (typeof count === 'number') parts.push(i18n.t('log.count', { count }));
  if (Array.isArray(roles)) parts.push(i18n.t('log.roles', { roles: roles.length > 0 ? roles.join(', ') : i18n.t('access.noRoles') }));
  if (typeof report === 'string') parts.push(labelOf(host, 'reports', report));
  if (typeof dashboard === 'string') parts.push(labelOf(host, 'dashboards', dashboard));
  if (typeof number === 'number') parts.push(i18n.t('log.release', { number }));
  parts.push(...[code, route, set, role].filter((each) => typeof each === 'string'));
  return parts.join(', ');
} // prettier-ignore

const entityName = (host: Host, name: string): string => {
  const entity = host.app.entity(name);
  return entity ? pluralOf(host, entity) : name;
};

const labelOf = ({ app, i18n }: Host, kind: 'reports' | 'dashboards', name: string): string =>
  i18n.label(app.document[kind].find((each) => each.name === name)?.label, name);

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Not words: an id, a filter. */
  readonly isCode?: boolean;
}

/** All there is to say of an event, empty parts left out. */
export function eventFacts(host: Host, entry: LogEntry): readonly Fact[] {
  const { i18n } = host;
  const fact = (key: StringKey, value: string | null, isCode = false): Fact[] =>
    value === null || value === '' ? [] : [{ name: i18n.t(key), value, ...(isCode ? { isCode } : {}) }];
  const withLogin = (person: LogPerson | null) =>
    person && [person.name, person.login].filter(Boolean).join(' · ');
  return [
    ...fact('log.time', `${i18n.formats.dateTime(entry.at)} · ${entry.at}`),
    ...fact('log.who', withLogin(entry.person)),
    ...fact('log.about', withLogin(entry.about)),
    ...fact('log.address', entry.address),
    ...fact('log.request', entry.requestId, true),
    ...fact('log.event', entry.type, true),
    ...Object.entries(entry.data).flatMap(([name, value]) => detail(host, name, value)),
  ];
} // prettier-ignore

function detail(host: Host, name: string, value: unknown): readonly Fact[] {
  const { i18n } = host;
  const key = `log.data.${name}`;
  const label = i18n.has(key) ? i18n.t(key) : name;
  if (name === 'account' || name === 'user') return [];
  if (name === 'entity' && typeof value === 'string') return [{ name: label, value: entityName(host, value) }];
  if (typeof value === 'boolean') return [{ name: label, value: i18n.t(value ? 'common.yes' : 'common.no') }];
  if (typeof value === 'string' || typeof value === 'number') return [{ name: label, value: String(value) }];
  const isList = Array.isArray(value) && value.every((each) => typeof each !== 'object');
  if (isList) return [{ name: label, value: value.length > 0 ? value.join(', ') : '–' }];
  return [{ name: label, value: JSON.stringify(value), isCode: true }];
}
