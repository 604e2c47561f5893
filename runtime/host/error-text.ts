/** What a refusal says to the person: in their language where its code has a text, else the server's words. */
import type { ApiFailure } from '../data/api-client.js';
import type { Host } from './host.js';

export function errorText(i18n: Pick<Host['i18n'], 't' | 'has'>, failure: ApiFailure): string {
  if (failure.status === 0) return i18n.t('error.NETWORK');
  const key = `error.${failure.code}`;
  return i18n.has(key) ? i18n.t(key) : failure.message;
}
