/**
 * Messages with values: `{name}` and `{count, plural, =0 {none} one {# row} other {# rows}}`, the part of ICU message
 * format that the interface uses. Pure; plural forms come from Intl.PluralRules.
 */
export type StringValues = Readonly<Record<string, string | number>>;

interface Part {
  readonly name: string;
  readonly forms?: Readonly<Record<string, readonly (string | Part)[]>>;
}
type Parts = readonly (string | Part)[];

const cache = new Map<string, Parts>();

/** Reads a message; throws an Error that says where it is wrong (strings are checked by a test). */
export function parseMessage(text: string): Parts {
  const held = cache.get(text);
  if (held) return held;
  const [parts, end] = readParts(text, 0, false);
  if (end !== text.length) throw new Error(`Unexpected "}" at ${end} in "${text}".`);
  cache.set(text, parts);
  return parts;
}

function readParts(text: string, start: number, nested: boolean): [Parts, number] {
  const parts: (string | Part)[] = [];
  let at = start;
  let plain = '';
  while (at < text.length) {
    const character = text[at]!;
    if (character === '}' && nested) break;
    if (character !== '{') {
      if (nested && character === '#') {
        if (plain) parts.push(plain);
        plain = '';
        parts.push({ name: '#' });
      } else plain += character;
      at += 1;
      continue;
    }
    if (plain) parts.push(plain);
    plain = '';
    const [part, end] = readPlaceholder(text, at + 1);
    parts.push(part);
    at = end;
  }
  if (plain) parts.push(plain);
  return [parts, at];
}

function readPlaceholder(text: string, start: number): [Part, number] {
  const head = /^\s*(\w+)\s*(?:(\})|,\s*plural\s*,)/.exec(text.slice(start));
  if (!head) throw new Error(`Bad placeholder at ${start} in "${text}".`);
  let at = start + head[0].length;
  if (head[2]) return [{ name: head[1]! }, at];
  const forms: Record<string, Parts> = {};
  for (;;) {
    const form = /^\s*(=\d+|\w+)\s*\{/.exec(text.slice(at));
    if (!form) break;
    const [parts, end] = readParts(text, at + form[0].length, true);
    if (text[end] !== '}') throw new Error(`A form is not closed in "${text}".`);
    forms[form[1]!] = parts;
    at = end + 1;
  }
  const close = /^\s*\}/.exec(text.slice(at));
  if (!close || !forms['other']) throw new Error(`A plural needs "other" and a closing brace in "${text}".`);
  return [{ name: head[1]!, forms }, at + close[0].length];
}

/** Fills in values; numbers are written by `number`, plural forms chosen by `rules`. A missing value stays visible. */
export function formatMessage(
  text: string,
  values: StringValues,
  rules: Intl.PluralRules,
  number: (value: number) => string,
): string {
  const write = (parts: Parts, count: number | undefined): string =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        if (part.name === '#') return count === undefined ? '#' : number(count);
        const value = values[part.name];
        if (part.forms) {
          const amount = Number(value);
          const form = part.forms[`=${amount}`] ?? part.forms[rules.select(amount)] ?? part.forms['other']!;
          return write(form, amount);
        }
        if (value === undefined) return `{${part.name}}`;
        return typeof value === 'number' ? number(value) : value;
      })
      .join('');
  return write(parseMessage(text), undefined);
}
