/**
 * Keys of links to a preview: whose drafts, until when, and a MAC over both, so that nobody makes one for somebody else's
 * drafts. A key is not enough: whoever uses it needs the right to design.
 *
 *   01J…(26) 0tkx3f5(7, seconds in base 36) mac(43, base64url)
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Services } from '../context.js';

/** Days for which a link leads to the drafts, as they are at the time. */
export const previewDays = 7;

type KeyServices = Pick<Services, 'clock' | 'siteKey'>;

const pattern = /^([0-9A-HJKMNP-TV-Z]{26})([0-9a-z]{7})([\w-]{43})$/;

/** `until` is an ISO moment. */
export function makePreviewKey(services: KeyServices, owner: string): { readonly key: string; readonly until: string } {
  const seconds = Math.floor(services.clock.now().getTime() / 1000) + previewDays * 86_400;
  const said = `${owner}${seconds.toString(36).padStart(7, '0')}`;
  return { key: said + macOf(services, said), until: new Date(seconds * 1000).toISOString() };
}

/** The id of the person whose drafts it leads to; undefined when it is none of ours, or has ended. */
export function readPreviewKey(services: KeyServices, key: string): string | undefined {
  const [, owner, end, mac] = pattern.exec(key) ?? [];
  if (owner === undefined || end === undefined || mac === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(services, owner + end)))) return undefined;
  return Number.parseInt(end, 36) * 1000 > services.clock.now().getTime() ? owner : undefined;
}

const macOf = ({ siteKey }: KeyServices, said: string): string =>
  createHmac('sha256', siteKey('previews of drafts')).update(said).digest('base64url');
