/**
 * Cross-site requests are refused before anything is read: SameSite cookies are the first wall, this is
 * the second. There is no CORS: no other origin is ever allowed.
 */
import { forbidden } from '../errors.js';

export interface OriginHeaders {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** Host as the client sent it (or the trusted proxy passed it on). */
  readonly host: string | undefined;
}

/** Throws 403 ORIGIN_DENIED unless a present Origin is the site's address or the host that was asked. */
export function checkOrigin(headers: OriginHeaders, siteUrl: string | undefined): void {
  const { origin, host } = headers;
  if (headers.secFetchSite === 'cross-site') throw denied();
  if (origin === undefined || (siteUrl !== undefined && origin === siteUrl)) return;
  if (host === undefined || !/^https?:\/\//.test(origin)) throw denied();
  if (origin.replace(/^https?:\/\//, '').toLowerCase() !== host.toLowerCase()) throw denied();
}

const denied = () => forbidden('ORIGIN_DENIED', 'This request came from another site.');
