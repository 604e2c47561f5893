/**
 * Why typed text is no value, in the person's language, for what only editors say: these words load with the editors. Other
 * codes have theirs already (host/field-host.ts).
 */
import type { FieldHost } from '../host/field-views.js';
import type { StringKey } from './i18n.js';
import './later-strings.js';

const keys: Readonly<Record<string, StringKey>> = {
  NOT_A_DATETIME: 'typed.notDateTime',
  NO_SUCH_TIME: 'typed.noSuchTime',
  TOO_MANY_DECIMALS: 'typed.tooManyDecimals',
  TOO_MANY_DIGITS: 'typed.tooManyDigits',
  OTHER_CURRENCY: 'typed.otherCurrency',
};

/** `finding` is what a codec found, its message where it has no words here. */
export function refusedText(
  host: Pick<FieldHost, 't' | 'currency'>,
  finding: { readonly code: string; readonly message: string },
): string {
  const key = Object.hasOwn(keys, finding.code) ? keys[finding.code] : undefined;
  return key ? host.t(key, { currency: host.currency }) : finding.message;
}
