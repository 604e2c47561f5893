/** Checks payloads against the schema of their job type when they are queued, so that a handler gets what it expects. */
import type { Registries } from '../../metadata/contributions.js';
import { describeIssues } from '../../metadata/document/issue.js';
import { tighten } from '../../metadata/document/tighten.js';
import type { CreateChecker } from '../../metadata/document/validate.js';
import { invalid } from '../errors.js';
import type { Enqueue } from './port.js';

/** Throws 422 INVALID_PAYLOAD with findings, or UNKNOWN_CONTRIBUTION. Schemas are compiled when first needed. */
export function createPayloadCheck(
  types: Registries['job'],
  createChecker: CreateChecker,
): (job: Pick<Enqueue, 'type' | 'payload'>) => void {
  const checks = new Map<string, ReturnType<CreateChecker>>();
  return ({ type, payload }) => {
    const check = checks.get(type) ?? createChecker(tighten(types.get(type).payload as never));
    checks.set(type, check);
    const issues = check(payload);
    if (issues.length > 0) throw invalid(describeIssues(issues, payload, 'body'), 'INVALID_PAYLOAD');
  };
}
