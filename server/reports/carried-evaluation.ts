/** What expressions of a sheet are evaluated with, as it goes to a work process and comes to life there. */
import { userValue } from '../../metadata/access/compile.js';
import type { Principal } from '../../metadata/access/types.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { fold } from '../fold.js';

export interface CarriedEvaluation {
  readonly principal: Principal;
  /** ISO moment and day, as they were when somebody asked. */
  readonly now: string;
  readonly today: string;
  readonly timeZone: string;
}

export const evaluationOf = ({ principal, now, today, timeZone }: CarriedEvaluation): EvaluationContext => ({
  timeZone,
  now: () => now,
  today: () => today,
  fold,
  user: (path) => userValue(principal, path),
});
