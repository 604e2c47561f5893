/** Reading times of day and lengths of time as people write them. Pure text to numbers; the types say what they mean. */

/** Half-width, single blanks, lower case. */
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** Seconds of the day: `8:30`, `08.30`, `0830`, `8h30`, `8:30:15`, `8:30 pm`, `下午 3:05`, `8 时 30 分`. Undefined: no time. */
export function readTimeText(text: string): number | undefined {
  const typed = plain(text);
  const half = /(^|[\s\d])(a\.?\s?m\.?|p\.?\s?m\.?)$|^(上午|早上|下午|晚上)/.exec(typed);
  const word = half?.[2]?.[0] ?? (half?.[3] === undefined ? undefined : /上午|早上/.test(half[3]) ? 'a' : 'p');
  const bare = typed.replace(/\s*(a\.?\s?m\.?|p\.?\s?m\.?)$/, '').replace(/^(上午|早上|下午|晚上)\s*/, '');
  const match =
    /^(\d{1,2})\s?[:.h时時点點]\s?(\d{2})(?:\s?[:.分m]\s?(\d{2})?\s?[秒s]?)?$/.exec(bare) ??
    /^(\d{2})(\d{2})(\d{2})?$/.exec(bare) ??
    /^(\d{1,2})\s?[h时時点點]$/.exec(bare) ??
    (word ? /^(\d{1,2})$/.exec(bare) : null);
  if (!match) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const second = Number(match[3] ?? 0);
  if (word !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (word === 'p' ? 12 : 0);
  }
  return hour > 23 || minute > 59 || second > 59 ? undefined : hour * 3600 + minute * 60 + second;
}

/** Seconds each unit has, by how it is written; the longer words first where one begins another. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(days?|d|días?|天|日)$/, 86_400],
  [/^(hours?|hrs?|h|horas?|小时|小時|时|時)$/, 3600],
  [/^(minutes?|mins?|min|m|minutos?|分钟|分鐘|分)$/, 60],
  [/^(seconds?|secs?|sec|s|segundos?|秒)$/, 1],
];

/**
 * Seconds of a length: `1h 30m`, `1.5 h`, `90 min`, `2 días`, `1小时30分`, `1:30:00`. With one colon the first part is hours,
 * or minutes where the unit is seconds; a bare number is in the unit. Undefined: no length. May have a fraction.
 */
export function readDurationText(text: string, unit: 'minutes' | 'seconds'): number | undefined {
  const typed = plain(text);
  const one = unit === 'minutes' ? 60 : 1;
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(typed);
  if (clock) {
    const [first, second, third] = [Number(clock[1]), Number(clock[2]), clock[3]];
    if (third !== undefined) return first * 3600 + second * 60 + Number(third);
    return (first * 60 + second) * one;
  }
  if (/^\d{1,9}$/.test(typed)) return Number(typed) * one;
  let total = 0;
  let rest = typed;
  let last = Infinity;
  while (rest !== '') {
    // Three digits after a sign are thousands in one language and a fraction in another: read as neither.
    const match = /^(\d{1,9}(?:[.,]\d{1,2})?|0[.,]\d{3})\s?(\p{L}+)\s?/u.exec(rest);
    const seconds = match && units.find(([words]) => words.test(match[2]!))?.[1];
    if (!match || seconds === undefined || seconds === null || seconds >= last) return undefined;
    total += Number(match[1]!.replace(',', '.')) * seconds;
    last = seconds;
    rest = rest.slice(match[0].length);
  }
  return typed === '' ? undefined : total;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `1:30` of minutes, `1:30:00` of seconds. */
export const writeDuration = (value: number, unit: 'minutes' | 'seconds'): string =>
  unit === 'minutes'
    ? `${Math.floor(value / 60)}:${two(value % 60)}`
    : `${Math.floor(value / 3600)}:${two(Math.floor(value / 60) % 60)}:${two(value % 60)}`;

/** `08:30`, with seconds `08:30:15`. */
export const writeTime = (seconds: number, withSeconds: boolean): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${withSeconds ? `:${two(seconds % 60)}` : ''}`;
