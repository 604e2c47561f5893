/** Contexts for work that no request stands behind: jobs for a person, and the system itself for a stated reason. */
import { systemAccess } from '../../metadata/access/compile.js';
import type { Principal } from '../../metadata/access/types.js';
import type { Context, Services } from '../context.js';
import { forbidden } from '../errors.js';
import type { AccessCache } from './access-cache.js';
import { createContext } from './create-context.js';
import { findPrincipal } from './find-principal.js';
import type { LiveRelease } from './identify.js';
import type { SegmentOverlay } from './segment-overlay.js';

/** Everything is allowed: who asks for it must say why. `reason` names the job, start step or route. */
export function asSystem(services: Services, releases: Pick<LiveRelease, 'current'>, reason: string): Context {
  const release = releases.current();
  const principal: Principal = {
    kind: 'system',
    id: 'system',
    login: 'system',
    name: 'System',
    department: null,
    roles: [],
    language: release.model.settings.language,
  };
  return createContext(services, { access: systemAccess(principal, release.model), release, requestId: reason });
}

/**
 * A context with the rights that a person has now, not when the work was ordered. 403 PERMISSION_CHANGED when the
 * account is gone or switched off meanwhile.
 */
export async function asUser(
  services: Services,
  dependencies: {
    readonly releases: LiveRelease;
    readonly accesses: AccessCache;
    readonly segments?: Pick<SegmentOverlay, 'over'>;
  },
  request: { readonly userId: string; readonly requestId: string },
): Promise<Context> {
  const release = dependencies.releases.current();
  const found = await findPrincipal(services.database, release, request.userId);
  if (!found) throw forbidden('PERMISSION_CHANGED', 'The person this was started for can no longer sign in.');
  const access = dependencies.accesses.get(found.principal, found.grants, release);
  const { segments } = dependencies;
  const seen = segments ? await segments.over(release, access, found.segmentsEpoch) : release;
  return createContext(services, { access, release: seen, requestId: request.requestId });
}
