/** What became of an operation, in one line to compare: `422 NOT_UNIQUE /code`, or `ok`. */
import { ApiError } from '../../server/errors.js';

export interface Outcome {
  readonly line: string;
  readonly error?: ApiError;
  readonly value?: unknown;
}

export async function attempt(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { line: 'ok', value: await work() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { path } = error.data;
    return { line: `${error.status} ${error.code}${path === undefined ? '' : ` ${path}`}`, error };
  }
}

/** Status, code and path only. */
export const lineOf = async (work: () => Promise<unknown>): Promise<string> => (await attempt(work)).line;
