/** Tells who a request comes from:  cookie -> hash -> one statement -> is it still good -> rights of the live release. */
import type { Principal } from '../../metadata/access/types.js';
import { isoAfter } from '../clock.js';
import type { Clock, Log, Release } from '../context.js';
import type { Database } from '../database/database.js';
import { unauthorized } from '../errors.js';
import type { ClientInfo } from '../http/client.js';
import type { AccessCache } from './access-cache.js';
import type { Identities, Identity } from './identity.js';
import { readPreferences } from './preferences.js';
import { keepSessions } from './session-cache.js';
import type { SegmentOverlay } from './segment-overlay.js';
import { hashSessionId, idleSeconds, isSessionId, touchSeconds } from './session.js';
import { createSessionQuery, type SessionRow } from './session-query.js';
import { viewOf } from './view-as.js';

/** What identifying needs of the release store (server/releases/store.ts). */
export interface LiveRelease {
  current(): Release;
  refresh(): Promise<Release>;
}

export interface IdentifyDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly releases: LiveRelease;
  readonly accesses: AccessCache;
  /** Absent: the release alone says which segments there are. */
  readonly segments?: Pick<SegmentOverlay, 'over'>;
}

export function createIdentities(dependencies: IdentifyDependencies): Identities {
  const { releases, accesses } = dependencies;
  const { database } = dependencies;
  const query = createSessionQuery(database);
  const load = database.engine === 'mysql' ? keepSessions(database, query) : query;
  const touch = createTouch(dependencies);
  const read = async (client: ClientInfo): Promise<{ readonly identity: Identity; readonly use: () => void }> => {
    if (!isSessionId(client.sessionId)) throw unauthorized();
    const idHash = hashSessionId(client.sessionId);
    const row = await load(idHash, releases.current());
    if (!row || !isGood(row, dependencies.clock)) throw unauthorized();
    let release = releases.current();
    if (row.liveRelease !== undefined && row.liveRelease !== release.number) release = await releases.refresh();
    const { database } = dependencies;
    const own = accesses.get(principalOf(row, release), row, release);
    const viewed = await viewOf({ database, release, own }, row.viewAs);
    const language = languageOf(row);
    const access = viewed ? accesses.get(viewed.principal, row, release) : own;
    const { segments } = dependencies;
    const identity = {
      access,
      ...(viewed ? { viewing: viewed.viewing } : {}),
      release: segments ? await segments.over(release, access, row.segmentsEpoch) : release,
      session: { idHash, userId: row.userId, expiresAt: row.expiresAt },
      mustChange: row.mustChange,
      ...(language === undefined ? {} : { language }),
    };
    return { identity, use: () => touch(idHash, row) };
  };
  return {
    async identify(client) {
      const { identity, use } = await read(client);
      use();
      return identity;
    },
    siteLanguage: () => releases.current().model.settings.language,
    recheck: async (client) => (await read(client)).identity,
    anonymous(): Identity {
      const release = releases.current();
      return {
        access: accesses.get(nobody(release), { rightsEpoch: '', shared: [] }, release),
        release,
        session: undefined,
        mustChange: false,
      };
    },
  };
}

/** The account's epoch moves on with each new password and when it is switched off: older sessions end there. */
function isGood(row: SessionRow, clock: Clock): row is SessionRow & { readonly person: object } {
  return (
    !row.disabled &&
    row.person !== undefined &&
    row.sessionEpoch === row.accountEpoch &&
    row.expiresAt > clock.now().toISOString() &&
    row.seenAt > isoAfter(clock, -idleSeconds)
  );
}

function principalOf(row: SessionRow, release: Release): Principal {
  return {
    kind: 'user',
    id: row.userId,
    login: row.login,
    name: row.person?.name ?? row.login,
    department: row.person?.department ?? null,
    roles: row.roles,
    language: languageOf(row) ?? release.model.settings.language,
  };
}

const languageOf = (row: SessionRow): string | undefined =>
  readPreferences(row.preferences).language ?? row.person?.language ?? undefined;

const nobody = (release: Release): Principal => ({
  kind: 'user',
  id: '',
  login: '',
  name: '',
  department: null,
  roles: [],
  language: release.model.settings.language,
});

/** Keeps `seen_at` fresh behind the request: nobody waits for it, and one write at a time per session is enough. */
function createTouch({ database, clock, log }: IdentifyDependencies) {
  const underway = new Set<string>();
  return (idHash: string, row: SessionRow): void => {
    if (underway.has(idHash) || row.seenAt > isoAfter(clock, -touchSeconds)) return;
    underway.add(idHash);
    const seen_at = clock.now().toISOString();
    void database
      .write((transaction) => transaction('sys_session').where('id_hash', idHash).update({ seen_at }))
      .catch((error: unknown) => log.warn({ error }, 'A session could not be marked as seen'))
      .finally(() => underway.delete(idHash));
  };
}
