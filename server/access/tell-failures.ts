/**
 * Refusals inside an answer that is none itself: whoever reaches for many records at once is told of each by itself. Of all
 * of them together one security event is left, with how many there were; ids cannot be probed by the thousand unheard.
 */
import type { Context } from '../context.js';
import { isSecurityFinding } from './refusal-kind.js';

export interface FailureCount {
  add(failures: readonly { readonly code: string }[]): void;
  /** Once, when all are through; leaves nothing where there was nothing to hear of. */
  tell(): void;
}

export function countFailures(context: Context): FailureCount {
  let first: string | undefined;
  let count = 0;
  return {
    add(failures) {
      const found = failures.find(({ code }) => isSecurityFinding(code));
      if (!found) return;
      first ??= found.code;
      count += 1;
    },
    tell() {
      if (first === undefined) return;
      const { method, route, address } = context.asked ?? { method: 'JOB', route: undefined, address: '' };
      context.refused?.({
        error: { status: 200, code: first },
        count,
        requestId: context.requestId,
        method,
        route,
        userId: context.principal.kind === 'system' ? undefined : context.principal.id,
        address,
      });
    },
  };
}
