/**
 * Phone numbers as duplicates are looked for by: the national number, and the country where the number names it. Nothing is
 * known of where a record lives, so `030 1234567` agrees with `+49 30 1234567`, and not with `+43 …` against `+49 …`.
 */

/** Country codes of one and two digits (ITU-T E.164); all others have three. */
const shortCodes = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
/** At the end of a number: `x12`, `ext. 12`, `#12`. */
const extension = /(?:x|ext\.?|#|转|轉)\s*\d{1,8}\s*$/i;
/** Fewer digits are an extension or a short code: compared as they are. */
const shortest = 6;

export interface PhoneNumber {
  /** Digits of the country's code; empty where the number does not name it. */
  readonly country: string;
  /** Digits without trunk prefix. */
  readonly national: string;
}

/** Undefined where there are no digits. */
export function readPhone(text: string): PhoneNumber | undefined {
  const plain = text.normalize('NFKC').trim().replace(extension, '');
  const isInternational = /^\s*(?:\+|\(\s*\+)/.test(plain);
  const digits = plain.replace(/\D/g, '');
  if (digits === '') return undefined;
  if (digits.length < shortest) return { country: '', national: digits };
  if (isInternational) return withCode(digits);
  if (digits.startsWith('00') && digits.length > 8) return withCode(digits.slice(2));
  // The trunk prefix of the North American plan stands apart; a Chinese mobile number begins with a 1 of its own.
  if (/^\(?1\D/.test(plain) && digits.length === 11) return { country: '1', national: digits.slice(1) };
  return { country: '', national: withoutTrunk(digits) };
}

function withCode(digits: string): PhoneNumber {
  const code = shortCodes.exec(digits)?.[0] ?? digits.slice(0, 3);
  return { country: code, national: withoutTrunk(digits.slice(code.length)) };
}

/** `+49 (0)30` and `030` are the same exchange; numbers of nothing but zeros stay. */
const withoutTrunk = (digits: string): string => digits.replace(/^0+(?=\d{3})/, '');
