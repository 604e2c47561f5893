/** The record after a write, as its writer may see it now: a change may have taken it out of their sight. */
import { ApiError } from '../errors.js';
import { getRecordText, textOf, type RecordText } from './get.js';
import type { Write } from './write/write.js';

/** Who may not read the record gets its id and version. */
export async function answerRecord(write: Write, name: string, id: string, version: number): Promise<RecordText> {
  if (!write.context.access.mayEver('read', name)) return textOf({ id, version });
  try {
    return await getRecordText(write.context, name, id, undefined, write.transaction);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return textOf({ id, version });
    throw error;
  }
}
