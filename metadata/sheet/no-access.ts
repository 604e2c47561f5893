/**
 * What may not be read, inside a sheet (R40). Such values are not there at all: columns are left out of the query before
 * it runs (metadata/query/readable-part.ts). What remains is to say so in each cell that would have needed one.
 */
import { labelText, type Label } from '../value.js';
import { say } from '../words.js';
import { CellError } from './types.js';

const words: Label = { en: 'No access', 'zh-CN': '无权访问', 'zh-TW': '無權存取', es: 'Sin acceso' };

/** The words in the reader's language. */
export const noAccessText = (language: string): string => labelText(words, language);

export const noAccess = (what: string): CellError =>
  new CellError('#NO_ACCESS', say`${{ what }} is made from what may not be read.`);

export const isNoAccess = (error: unknown): boolean => error instanceof CellError && error.code === '#NO_ACCESS';
