/**
 * An address as it stands on an envelope, line by line in the order of its country: from the person to the country as the
 * West writes it, with the post code before the city or behind it; from the post code to the person as China does, when it
 * is written in Chinese, Japanese or Korean.
 */
export interface AddressParts {
  readonly name?: string;
  readonly company?: string;
  /** May have several lines. */
  readonly street?: string;
  readonly postal?: string;
  readonly city?: string;
  readonly state?: string;
  /** The country's name, and its two letters. */
  readonly country?: string;
  readonly code?: string;
}

const codeBehind: ReadonlySet<string> = new Set(['US', 'CA', 'AU', 'IN', 'TW', 'NZ', 'BR', 'MX']);
/** The post code has a line of its own. */
const codeBelow: ReadonlySet<string> = new Set(['GB', 'IE']);
/** The region is no part of an address that has a post code. */
const withoutRegion: ReadonlySet<string> = new Set(['DE', 'AT', 'CH', 'FR', 'NL', 'BE', 'LU', 'DK', 'SE', 'NO', 'FI', 'PL', 'CZ', 'PT']); // prettier-ignore
const largeFirst: ReadonlySet<string> = new Set(['CN', 'TW', 'HK', 'MO', 'JP', 'KR']);
const eastern = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** `home` is the sender's country (two letters): letters within it do not name it. */
export function addressLines(parts: AddressParts, home?: string): readonly string[] {
  const of = (key: keyof AddressParts): string => (parts[key] ?? '').trim();
  const code = of('code').toUpperCase();
  const country = home !== undefined && home.toUpperCase() === code ? '' : of('country');
  const [name, company, city, state, postal] = [of('name'), of('company'), of('city'), of('state'), of('postal')];
  const street = of('street')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const people = [company === name ? '' : company, name];
  const isEastern = largeFirst.has(code) && eastern.test(`${state}${city}${street.join('')}`);
  if (isEastern) {
    const place = state === city ? city : state + city;
    return kept([postal, country, place + street.join(''), ...people]);
  }
  return kept([...people, ...street, ...placeLines({ code, city, state, postal }), international(country)]);
}

interface PlaceParts {
  readonly code: string;
  readonly city: string;
  readonly state: string;
  readonly postal: string;
}

function placeLines({ code, city, state, postal }: PlaceParts): readonly string[] {
  const isNamed = state !== city && !(withoutRegion.has(code) && postal !== '');
  const region = isNamed ? state : '';
  if (codeBelow.has(code)) return [city, region, postal];
  if (codeBehind.has(code)) return [joined([city, joined([region, postal], ' ')], ', ')];
  return [joined([joined([postal, city], ' '), region], ', ')];
}

/** As the post asks for it abroad, where the script knows capitals. */
const international = (country: string): string => (/^[\p{Script=Latin}\s.,'()-]+$/u.test(country) ? country.toUpperCase() : country); // prettier-ignore

const joined = (pieces: readonly string[], between: string): string => kept(pieces).join(between);
const kept = (lines: readonly string[]): readonly string[] => lines.filter((line) => line !== '');
