/** What the canvas of a connection changes: where the database is, who signs in, where the password is. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';
import { textAt } from '../session/text-at.js';

export type ConnectionType = 'mysql' | 'sqlite';
export const connectionTypes: readonly ConnectionType[] = ['mysql', 'sqlite'];
export type SecretPlace = 'none' | 'environment' | 'kept';
export const secretPlaces: readonly SecretPlace[] = ['none', 'environment', 'kept'];
/** Keys that are texts. */
export type ConnectionText = 'host' | 'database' | 'user';

const usualPort = 3306;
const ofServer = ['host', 'port', 'user', 'secret'] as const;
/** Variables of the environment that may be named. */
export const variablePrefix = 'TRELLIS_CONNECTION_';

const unset = (key: string): Operation => ({ op: 'unset', path: [key] });
const has = (document: unknown, key: string): boolean => isObject(document) && document[key] !== undefined;

/** Another type has other keys: those of the first go, and its database is a file or none. */
export function setType(document: unknown, type: ConnectionType): Operation {
  if (textAt(document, 'type') === type) return { op: 'group', operations: [] };
  const database = textAt(document, 'database');
  const bare = database.replace(/\.(db|sqlite)$/, '');
  const rest: readonly Operation[] =
    type === 'sqlite'
      ? [setOperation(document, ['database'], `${bare || 'data'}.db`), ...ofServer.filter((key) => has(document, key)).map(unset)] // prettier-ignore
      : [setOperation(document, ['database'], bare || 'data'), setOperation(document, ['port'], usualPort)];
  return { op: 'group', operations: [setOperation(document, ['type'], type), ...rest] };
}

/** Empty goes out of the document, but for the database: there is none without. */
export const setText = (document: unknown, key: ConnectionText, text: string): Operation =>
  setOperation(document, [key], text.trim() === '' && key !== 'database' ? undefined : text.trim());

export const setPort = (document: unknown, text: string): Operation =>
  setOperation(document, ['port'], /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined);

export function secretPlaceOf(document: unknown): SecretPlace {
  const secret = isObject(document) ? document['secret'] : undefined;
  if (!isObject(secret)) return 'none';
  return 'environment' in secret ? 'environment' : 'kept';
}

export function variableOf(document: unknown): string {
  const secret = isObject(document) ? document['secret'] : undefined;
  return textAt(secret, 'environment');
}

/** The variable that a connection of this name would have. */
export const usualVariable = (name: string): string => `${variablePrefix}${name.toUpperCase().slice(0, 40)}`;

export function setSecretPlace(document: unknown, place: SecretPlace): Operation {
  if (place === secretPlaceOf(document)) return { op: 'group', operations: [] };
  const secret = place === 'none' ? undefined : place === 'kept' ? { kept: true } : { environment: usualVariable(textAt(document, 'name')) }; // prettier-ignore
  return setOperation(document, ['secret'], secret);
}

/** Whatever is typed is a name below the prefix: no other variable of the server can be meant. */
export function setVariable(document: unknown, text: string): Operation {
  const bare = text.trim().toUpperCase().replace(/[^A-Z0-9_]/g, '_').replace(/^TRELLIS_CONNECTION_/, ''); // prettier-ignore
  const name = bare === '' ? usualVariable(textAt(document, 'name')) : `${variablePrefix}${bare.slice(0, 40)}`;
  return setOperation(document, ['secret'], { environment: name });
}
