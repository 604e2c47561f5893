/** The text of a key of a document, empty where there is none. Pure. */
import { isObject } from '../json/schema-walk.js';

export const textAt = (document: unknown, key: string): string => {
  const value = isObject(document) ? document[key] : undefined;
  return typeof value === 'string' ? value : '';
};
