/** Who a request comes from, as the HTTP adapter and the event stream ask it; made by identify.ts. */
import type { Access } from '../../metadata/access/types.js';
import type { Release } from '../context.js';
import type { ClientInfo } from '../http/client.js';
import type { Session } from './session.js';
import type { Viewing } from './viewing.js';

export interface Identity {
  readonly access: Access;
  /** The release that was live when the request came in. */
  readonly release: Release;
  /** Undefined for callers without one, on public routes. */
  readonly session: Session | undefined;
  /** The first password is still to be changed. */
  readonly mustChange: boolean;
  /** What the signed-in person reads: their choice, else what their record says; undefined where neither says. */
  readonly language?: string;
  /** The rights are somebody else's, to look only. */
  readonly viewing?: Viewing;
}

export interface Identities {
  /** The signed-in person behind a request; throws 401 UNAUTHENTICATED. Counts as use of the session. */
  identify(client: ClientInfo): Promise<Identity>;
  /** The same without counting as use: a page that only listens must not keep an abandoned session alive. */
  recheck(client: ClientInfo): Promise<Identity>;
  /** Whoever calls a public route: no roles, no rights. */
  anonymous(): Identity;
  /** The language of the site, for whoever is not known. */
  siteLanguage(): string;
}
