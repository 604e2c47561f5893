/** Compiled rights, kept as long as nothing that they came from has changed: the key holds all of it. */
import { compileAccess as compile } from '../../metadata/access/compile.js';
import type { Access, Principal } from '../../metadata/access/types.js';
import { localDate } from '../../metadata/time.js';
import type { Release, Services } from '../context.js';

export type CompileAccess = typeof compile;

const mostEntries = 2000;

/** What of rights lives outside releases, as it stood when the request came in. */
export interface GrantState {
  /** Changes whenever somebody's roles do. */
  readonly rightsEpoch: string;
  /** Entities of which records were shared by hand. */
  readonly shared: readonly string[];
}

export interface AccessCache {
  /** Rights of a principal in a release. */
  get(principal: Principal, grants: GrantState, release: Release): Access;
}

/** Of rights compiled here: the entities of which records were shared by hand. */
const sharedBehind = new WeakMap<Access, readonly string[]>();

/**
 * What stored rights were compiled from besides the release and `access.principal`, so that another process can compile the
 * same (`fingerprint` tells whether it did). Undefined where these rights are not simply those of a person.
 */
export const sharedOf = (access: Access): readonly string[] | undefined => sharedBehind.get(access);

export function createAccessCache(
  services: Pick<Services, 'registries' | 'clock' | 'fold'>,
  compileAccess: CompileAccess = compile,
): AccessCache {
  const held = new Map<string, Access>();
  const now = () => services.clock.now().toISOString();
  return {
    get(principal, { rightsEpoch, shared }, release) {
      const key = JSON.stringify([
        principal.id, release.number, release.hash, rightsEpoch, principal.roles, principal.department, principal.name,
        principal.login, principal.language, shared,
      ]); // prettier-ignore
      const found = held.get(key);
      if (found) return found;
      const roles = principal.roles.flatMap((name) => release.model.find('role', name) ?? []);
      const { timeZone } = release.model.settings;
      // Rules that speak of today are kept for days: the clock is asked each time, not once.
      const today = () => localDate(now(), timeZone);
      const surroundings = { timeZone, now, today, fold: services.fold, shared: new Set(shared) };
      const made = compileAccess(roles, principal, release.model, services.registries.function, surroundings);
      sharedBehind.set(made, shared);
      // The oldest entry goes: a Map remembers the order of insertion.
      if (held.size >= mostEntries) held.delete(held.keys().next().value!);
      held.set(key, made);
      return made;
    },
  };
}
