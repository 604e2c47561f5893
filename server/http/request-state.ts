/** What is known of a request while it is answered, kept on the response for the log line and the error envelope. */
import type { Response } from 'express';

export interface RequestState {
  readonly requestId: string;
  /** Of performance.now(). */
  readonly startedAt: number;
  /** Pattern of the route that answers: `/records/:entity/:id`. */
  route?: string;
  userId?: string;
  /** What the person who asks reads, as far as they are known. */
  language?: string;
  /** Error code of the answer. */
  code?: string;
}

const key = 'trellis';

export function setState(response: Response, state: RequestState): void {
  response.locals[key] = state;
}

export const stateOf = (response: Response): RequestState => response.locals[key] as RequestState;
