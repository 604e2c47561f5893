/** The address of a text in files for translators: `entity/customer#fields/id=f1/label`. Pure. */
import type { ItemPath, Step } from '../../metadata/document/items.js';
import { keyText, type DocumentKey } from '../session/document-client.js';

/** `/` parts steps, `=` names an item by its key, `@` its position; in names they are written `%2F`, `%3D`, `%40`. */
export const addressOf = (key: DocumentKey, path: ItemPath): string => `${keyText(key)}#${path.map(written).join('/')}`;

function written(step: Step): string {
  if (typeof step === 'number') return `@${step}`;
  if (typeof step === 'string') return quoted(step);
  const [[key, value] = ['', '']] = Object.entries(step);
  return `${quoted(key)}=${quoted(value)}`;
}

const quoted = (text: string): string =>
  text.replace(/[%/=@]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
