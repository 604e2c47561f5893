/** The one thing that is said of a connection that does not work, so that nobody learns what listens where. */
import { unprocessable, type ApiError } from '../errors.js';

export const connectionFailed = (): ApiError =>
  unprocessable(
    'CONNECTION_FAILED',
    'The database of this connection cannot be read. Check its settings and its server.',
  );
