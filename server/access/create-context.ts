/** Makes the Context of one request, job or start step: services, who asks, the release it began with, one clock reading. */
import { userValue } from '../../metadata/access/compile.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import type { Access, Principal } from '../../metadata/access/types.js';
import { localDate } from '../../metadata/time.js';
import type { Context, Release, Services } from '../context.js';
import type { Viewing } from './viewing.js';

export interface ContextOptions {
  readonly access: Access;
  readonly release: Release;
  readonly requestId: string;
  readonly viewing?: Viewing;
  readonly asked?: Context['asked'];
}

/**
 * `afterCommit` of this context runs the effect at once, in the next microtask: there is no transaction around it. The
 * write pipeline derives a context whose `afterCommit` waits for its transaction.
 */
export function createContext(services: Services, options: ContextOptions): Context {
  const { access, release, requestId, viewing, asked } = options;
  return {
    ...services,
    principal: access.principal,
    access,
    release,
    requestId,
    ...(viewing ? { viewing } : {}),
    ...(asked ? { asked } : {}),
    evaluation: createEvaluation(services, access.principal, release.model.settings.timeZone),
    afterCommit(effect) {
      void Promise.resolve()
        .then(effect)
        .catch((error: unknown) => services.log.error({ requestId, error }, 'An effect after commit failed'));
    },
  };
}

/** One `now` and `today` for the whole run, read when first asked for. */
function createEvaluation(services: Services, principal: Principal, timeZone: string): EvaluationContext {
  let now: string | undefined;
  let today: string | undefined;
  const readNow = () => (now ??= services.clock.now().toISOString());
  return {
    timeZone,
    now: readNow,
    today: () => (today ??= localDate(readNow(), timeZone)),
    fold: services.fold,
    user: (path) => userValue(principal, path),
  };
}
