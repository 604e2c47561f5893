/** The folder of real data sets, which is no part of the project: suites that need it are skipped where it is absent. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const realData = process.env['TRELLIS_DATA_SETS'] ?? join(import.meta.dirname, '../../../shared/data');

/** Skips the suite with the reason when the sets are not there, also in CI: a clone has no such folder beside it. */
export function needsRealData(suite: Mocha.Context, ...sets: readonly string[]): void {
  const missing = sets.find((set) => !existsSync(join(realData, set)));
  if (missing === undefined) return;
  const key = Symbol.for('trellis.skipReasons');
  const shared = globalThis as { [key]?: Set<string> };
  (shared[key] ??= new Set()).add(`The real data set "${missing}" is not in ../shared/data (or TRELLIS_DATA_SETS)`);
  suite.skip();
}
