/**
 * The rights of somebody who does something with records that may be read: exports or prints them. What is read is then
 * what both rules allow, the one of reading and the one of the action; everything else is as it was.
 */
import type { RecordAction } from '../schema/app.js';
import type { Access } from './types.js';

const made = new WeakMap<Access, Map<string, Access>>();

/** Reads of `entity` find only records that may be acted on. The same access gives the same answer object. */
export function actingOn(access: Access, action: RecordAction, entity: string): Access {
  const held = made.get(access) ?? new Map<string, Access>();
  made.set(access, held);
  const key = `${action}.${entity}`;
  const known = held.get(key);
  if (known) return known;
  const filter: Access['filter'] = (asked, name) => {
    const own = access.filter(asked, name);
    return asked === 'read' && name === entity ? { and: [own, access.filter(action, name)] } : own;
  };
  const narrowed: Access = { ...access, fingerprint: `${access.fingerprint}.${key}`, filter };
  held.set(key, narrowed);
  return narrowed;
}
