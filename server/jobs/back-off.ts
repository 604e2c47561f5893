/** When a failed attempt is tried again: doubling pauses with jitter, so that many jobs failing together do not come back together. */

const firstSeconds = 2;
const longestSeconds = 3600;

/** Seconds to wait after attempt number `attempt` (from 1): half of the step is fixed, half random (`random` in 0..1). */
export function backOffSeconds(attempt: number, random: number): number {
  const step = Math.min(longestSeconds, firstSeconds * 2 ** Math.min(attempt - 1, 20));
  return step / 2 + (step / 2) * random;
}
