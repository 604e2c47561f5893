/**
 * Which refusals are security events (docs/rights.md): what our own screens never send, what reaches for records, fields
 * and actions that one may not have, and guessing. What people mistype in a form, two people at one record and a busy or
 * broken part are none.
 */
import type { ApiError } from '../errors.js';

const ordinary: ReadonlySet<string> = new Set([
  // Told by an event of their own, in the transaction that counts the failure.
  'LOGIN_FAILED',
  // The first thing that a new person meets.
  'PASSWORD_CHANGE_REQUIRED',
  // Limits of work, not of trust.
  'WORK_BUSY',
  'TOO_MANY_STREAMS',
]);
const always: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 429]);

/**
 * Findings that no form makes: values of another shape, keys of prototypes, fields that are not for
 * writing, records that are not to be seen.
 */
const hostileFindings: ReadonlySet<string> = new Set([
  'INVALID', 'INVALID_VALUE', 'WRONG_TYPE', 'NOT_AN_ID', 'FIELD_READONLY', 'FORBIDDEN_KEY', 'TOO_DEEP', 'UNKNOWN_PART',
  'CONTROL_CHARACTER', 'REFERENCE_NOT_FOUND', 'UNSAFE_SPEC', 'SQL_REFUSED', 'IDEMPOTENCY_KEY_REUSED', 'PASSWORD_WRONG', 'FIELD_SEALED',
]); // prettier-ignore

/** Inside an answer about many records: reaching for those that one may not have, or for such fields. */
const outOfReach: ReadonlySet<string> = new Set([
  'NOT_FOUND', 'ACTION_NOT_ALLOWED', 'FIELD_FORBIDDEN', 'UNKNOWN_FIELD', 'FIELD_READONLY', 'REFERENCE_NOT_FOUND',
]); // prettier-ignore

export const isSecurityFinding = (code: string): boolean => outOfReach.has(code);

/** True when a refusal leaves a security event. */
export function isSecurityRefusal({ status, code, data }: Pick<ApiError, 'status' | 'code' | 'data'>): boolean {
  if (ordinary.has(code)) return false;
  if (status !== 422) return always.has(status);
  const findings = Array.isArray(data.details) ? (data.details as readonly { readonly code?: unknown }[]) : [];
  return [code, ...findings.map((finding) => String(finding.code))].some((each) => hostileFindings.has(each));
}
