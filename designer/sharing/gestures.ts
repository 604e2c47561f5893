/** What the canvas of a sharing rule changes: which records, with whom, how much. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import type { Filter, ShareLevel } from '../../metadata/schema/query.js';
import type { SharingDocument } from '../../metadata/schema/sharing.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';

export type Receiver =
  | { readonly kind: 'role' | 'user'; readonly id: string }
  | { readonly kind: 'department'; readonly id: string; readonly below: boolean };

const none: Operation = { op: 'group', operations: [] };
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** In the order in which they are shown: roles, departments, people. */
export function receiversOf(document: unknown): readonly Receiver[] {
  const to = isObject(document) && isObject(document['to']) ? document['to'] : {};
  const departments = Array.isArray(to['departments']) ? to['departments'].filter(isObject) : [];
  return [
    ...texts(to['roles']).map((id) => ({ kind: 'role' as const, id })),
    ...departments.map((each) => ({ kind: 'department' as const, id: String(each['id']), below: each['below'] === true })),
    ...texts(to['users']).map((id) => ({ kind: 'user' as const, id })),
  ];
} // prettier-ignore

function withReceivers(document: unknown, receivers: readonly Receiver[]): Operation {
  const idsOf = (kind: Receiver['kind']) => receivers.filter((each) => each.kind === kind).map(({ id }) => id);
  const departments = receivers.flatMap((each) => (each.kind === 'department' ? [{ id: each.id, ...(each.below ? { below: true } : {}) }] : [])); // prettier-ignore
  const [users, roles] = [idsOf('user'), idsOf('role')];
  const to: SharingDocument['to'] = {
    ...(users.length > 0 ? { users } : {}),
    ...(roles.length > 0 ? { roles } : {}),
    ...(departments.length > 0 ? { departments } : {}),
  };
  return setOperation(document, ['to'], to);
}

const isSame = (a: Receiver, b: Pick<Receiver, 'kind' | 'id'>) => a.kind === b.kind && a.id === b.id;

/** Who has it already stays as they are. */
export function addReceiver(document: unknown, receiver: Receiver): Operation {
  const held = receiversOf(document);
  return held.some((each) => isSame(each, receiver)) ? none : withReceivers(document, [...held, receiver]);
}

export function removeReceiver(document: unknown, receiver: Pick<Receiver, 'kind' | 'id'>): Operation {
  const held = receiversOf(document);
  const rest = held.filter((each) => !isSame(each, receiver));
  return rest.length === held.length ? none : withReceivers(document, rest);
}

/** Whether the departments under one are taken in. */
export function setBelow(document: unknown, id: string, below: boolean): Operation {
  const held = receiversOf(document);
  const next = held.map((each) => (each.kind === 'department' && each.id === id ? { ...each, below } : each));
  return JSON.stringify(next) === JSON.stringify(held) ? none : withReceivers(document, next);
}

/** Nothing, or a condition that all meet: all records. */
export function setWhere(document: unknown, where: Filter | undefined): Operation {
  const isAll = where === undefined || ('and' in where && where.and.length === 0);
  return setOperation(document, ['where'], isAll ? undefined : where);
}
export const setLevel = (document: unknown, level: ShareLevel): Operation => setOperation(document, ['level'], level);
/** Absent is on, and absent is left out of the document. */
export const setActive = (document: unknown, isActive: boolean): Operation =>
  setOperation(document, ['active'], isActive ? undefined : false);
