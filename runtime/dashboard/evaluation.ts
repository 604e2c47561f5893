/** What expressions on a page may ask of their surroundings: the day in the site's zone, the person. */
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { createFold } from '../../metadata/text.js';
import { localDate } from '../../metadata/time.js';
import type { Host } from '../host/host.js';

export function pageEvaluation(host: Pick<Host, 'app' | 'now'>): EvaluationContext {
  const { user, settings } = host.app.document;
  const timeZone = settings?.timeZone ?? 'UTC';
  const now = host.now().toISOString();
  const known: Readonly<Record<string, string | null>> = {
    id: user.id,
    login: user.login,
    name: user.name,
    department: user.department,
  };
  return {
    now: () => now,
    today: () => localDate(now, timeZone),
    timeZone,
    user: (path) => known[path.join('.')] ?? null,
    fold: createFold((text) => text),
  };
}
