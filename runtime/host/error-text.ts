/** What a refusal says to the person: the server speaks their language; only of its absence the browser has to tell. */
import type { ApiFailure } from '../data/api-client.js';
import type { Host } from './host.js';

export function errorText(i18n: Pick<Host['i18n'], 't'>, failure: ApiFailure): string {
  return failure.status === 0 ? i18n.t('error.NETWORK') : failure.message;
}
