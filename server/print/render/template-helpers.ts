/** What the helpers of templates do; the list of them with their parameters is metadata/print/helpers.ts. Pure in their surroundings. */
import type Handlebars from 'handlebars';
import { maskedText } from '../../../metadata/access/mask.js';
import { add, divide, multiply, subtract } from '../../../metadata/expression/decimal.js';
import { addressLines } from '../../../metadata/print/address.js';
import { barTypes, drawCode, type CodeType } from '../../../metadata/print/codes/draw-code.js';
import { compareScalars, type Value, type Words } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { unprocessable } from '../../errors.js';
import { codeSource, isBarType } from './drawing.js';

export interface HelperSurroundings {
  readonly language: string;
  readonly timeZone: string;
  /** ISO 4217, of amounts that state none. */
  readonly currency: string;
  /** Of the site: its logo as a PNG, or what stands in its place. */
  readonly logo: { readonly name: string; readonly picture?: string };
  /** Wraps markup so that it is not escaped; everything shown is cleaned afterwards. */
  readonly markup: (html: string) => unknown;
  readonly isMarkup: (value: unknown) => boolean;
  readonly escape: (text: string) => string;
}

type Bare = Readonly<Record<string, unknown>>;
const isBare = (value: unknown): value is Bare => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value behind what a path gave. */
export function rawOf(value: unknown): unknown {
  return isBare(value) && '$' in value ? value['$'] : value;
}

const isTrue = (value: unknown): boolean => {
  const raw = rawOf(value);
  return Array.isArray(raw)
    ? raw.length > 0
    : raw !== null && raw !== undefined && raw !== '' && raw !== 0 && raw !== false;
};

const scalar = (value: unknown): Value => {
  const raw = rawOf(value);
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? raw : null;
};
const same = (a: unknown, b: unknown): boolean => scalar(a) === scalar(b);
/** Undefined where one of them is missing or they are of different kinds. */
function order(a: unknown, b: unknown): number | undefined {
  const [x, y] = [scalar(a), scalar(b)];
  if (x === null || y === null || typeof x !== typeof y) return undefined;
  return compareScalars(x as string, y as string);
}
const numberOf = (value: unknown): number | undefined => {
  const raw = rawOf(value);
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
};
const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value as unknown[];
  const each = isBare(value) ? value['_each'] : undefined;
  return Array.isArray(each) ? (each as unknown[]) : [];
};
const isMasked = (value: unknown): boolean => rawOf(value) === maskedText;

type Options = Handlebars.HelperOptions;
/** Parameters of any kind: a method's may be narrower than what it is called with. */
type Loose = { call(this: unknown, ...given: unknown[]): unknown }['call'];
type Helper = (this: unknown, ...given: never[]) => unknown;

/** Each helper gets its parameters and last the options of Handlebars. */
export function createHelpers(around: HelperSurroundings): Readonly<Record<string, Helper>> {
  const { language, escape, markup } = around;
  const textOf = createText(around);
  const numbers = (given: readonly unknown[]): readonly number[] | undefined => {
    const all = given.slice(0, -1).map(numberOf);
    return all.every((each) => each !== undefined) ? all : undefined;
  };
  /** A figure over a list: masked where one of its values is. */
  const figure = (work: (values: readonly number[]) => number | null) => (list: unknown) => {
    const all = listOf(list);
    if (all.some(isMasked)) return maskedText;
    return work(all.map(numberOf).filter((each) => each !== undefined));
  };
  const format = (value: unknown, options: Intl.NumberFormatOptions): string => {
    const number = numberOf(value);
    return number === undefined ? textOf(value) : new Intl.NumberFormat(language, options).format(number);
  };
  const digitsOf = ({ hash }: Options): Intl.NumberFormatOptions => {
    const digits = numberOf(hash['digits']);
    if (digits === undefined) return {};
    const exact = Math.min(9, Math.max(0, Math.trunc(digits)));
    return { minimumFractionDigits: exact, maximumFractionDigits: exact };
  };
  const helpers: Record<string, Loose> = {
    eq: (a, b) => same(a, b),
    ne: (a, b) => !same(a, b),
    gt: (a, b) => (order(a, b) ?? 0) > 0,
    gte: (a, b) => (order(a, b) ?? -1) >= 0,
    lt: (a, b) => (order(a, b) ?? 0) < 0,
    lte: (a, b) => (order(a, b) ?? 1) <= 0,
    and: (...given) => given.slice(0, -1).every(isTrue),
    or: (...given) => given.slice(0, -1).find(isTrue) ?? false,
    not: (value) => !isTrue(value),
    number: (value, options: Options) => format(value, { maximumFractionDigits: 6, ...digitsOf(options) }),
    percent: (value, options: Options) =>
      format(value, { style: 'percent', maximumFractionDigits: 2, ...digitsOf(options) }),
    money(value, options: Options) {
      const stated = String(rawOf(options.hash['currency']) ?? '');
      const currency = /^[A-Z]{3}$/.test(stated) ? stated : around.currency;
      return format(value, { style: 'currency', currency, ...digitsOf(options) });
    },
    date: (value, options: Options) =>
      writeTime(around, value, { dateStyle: styleOf(options, 'long') }) ?? textOf(value),
    time: (value, options: Options) =>
      writeTime(around, value, { dateStyle: styleOf(options, 'medium'), timeStyle: 'short' }) ?? textOf(value),
    add: (...given) => numbers(given)?.reduce((a, b) => add(a, b)) ?? null,
    subtract: (a, b) => numbers([a, b, null])?.reduce((a, b) => subtract(a, b)) ?? null,
    multiply: (...given) => numbers(given)?.reduce((a, b) => multiply(a, b)) ?? null,
    divide(a, b) {
      const both = numbers([a, b, null]);
      return both && both[1] !== 0 ? divide(both[0]!, both[1]!) : null;
    },
    sum: figure((values) => values.reduce((a, b) => add(a, b), 0)),
    min: figure((values) => (values.length === 0 ? null : Math.min(...values))),
    max: figure((values) => (values.length === 0 ? null : Math.max(...values))),
    count: (list) => listOf(list).length,
    join(list, separator: unknown) {
      const between = isBare(separator) && 'hash' in separator ? ', ' : textOf(separator);
      return listOf(list)
        .map(textOf)
        .filter((each) => each !== '')
        .join(between);
    },
    upper: (value) => textOf(value).toLocaleUpperCase(language),
    lower: (value) => textOf(value).toLocaleLowerCase(language),
    choose: ({ hash }: Options) => textOf(hash[language] ?? hash['en'] ?? Object.values(hash)[0] ?? ''),
    lines: (value) => markup(escape(textOf(value)).replace(/\r?\n/g, '<br>')),
    rich: (value) =>
      markup(typeof rawOf(value) === 'string' && !isMasked(value) ? String(rawOf(value)) : escape(textOf(value))),
    address(...given) {
      const { hash } = given.at(-1) as Options;
      const held = given.length > 1 ? given[0] : undefined;
      const lines = addressLines({ ...partsOf(held), ...namedParts(hash, textOf) }, homeOf(hash));
      return markup(lines.map(escape).join('<br>'));
    },
    barcode(value, given, options) {
      const type = options === undefined ? 'code128' : String(rawOf(given) ?? '');
      if (!isBarType(type))
        throw cannotDraw('barcode', type, say`The types of bars are ${{ types: barTypes.join(', ') }}.`);
      return code(around, 'barcode', type, value, (options ?? given) as Options);
    },
    qr: (value, options: Options) => code(around, 'qr', 'qr', value, options),
    show(value) {
      return around.isMarkup(value) ? value : textOf(value);
    },
    logo({ hash }: Options) {
      const { name, picture } = around.logo;
      if (picture === undefined) return name;
      const size = (key: 'width' | 'height'): string => {
        const value = numberOf(hash[key]);
        return value === undefined ? '' : `${key}:${Math.min(200, Math.max(2, value))}mm;`;
      };
      const style = `${size('width')}${size('height')}` || 'height:10mm;';
      return markup(`<img src="${escape(picture)}" alt="${escape(name)}" style="${style}">`);
    },
    pluck(rows, path: string) {
      return listOf(rows).map((row) =>
        path.split('.').reduce<unknown>((at, name) => (isBare(at) ? at[name] : null), row),
      );
    },
  };
  return helpers as Readonly<Record<string, Helper>>;
}

/** A code as a picture; nothing for what is empty, a masked value as it is. */
function code(
  { markup, escape }: HelperSurroundings,
  helper: string,
  type: CodeType,
  value: unknown,
  { hash }: Options,
): unknown {
  const raw = rawOf(value);
  const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';
  if (text === '' || text === maskedText) return text;
  const drawn = drawCode(type, text);
  if ('refused' in drawn) throw cannotDraw(helper, text, drawn.refused);
  const size = { width: numberOf(hash['width']), height: numberOf(hash['height']) };
  return markup(`<img src="${escape(codeSource(type, text, drawn, size))}">`);
}

const cannotDraw = (helper: string, value: string, why: Words): Error =>
  unprocessable('TEMPLATE_VALUE', say`"${{ helper }}" cannot draw "${{ value: value.slice(0, 80) }}". ${{ why }}`);

/** What stands on paper for a value. */
function createText({ language }: HelperSurroundings): (value: unknown) => string {
  const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  return (value) => {
    if (value === null || value === undefined || value === false) return '';
    if (isBare(value)) return typeof value['_'] === 'string' ? value['_'] : '';
    if (typeof value === 'number') return figures.format(value);
    if (Array.isArray(value)) return figures.format(value.length);
    return typeof value === 'string' ? value : value === true ? 'true' : '';
  };
}

type Style = 'short' | 'medium' | 'long' | 'full';
const styleOf = ({ hash }: Options, usual: Style): Style => {
  const asked = rawOf(hash['style']);
  return asked === 'short' || asked === 'medium' || asked === 'long' || asked === 'full' ? asked : usual;
};

/** A day has no zone; a time is shown in that of the site. Undefined: it is neither. */
function writeTime(
  { language, timeZone }: HelperSurroundings,
  value: unknown,
  options: Intl.DateTimeFormatOptions,
): string | undefined {
  const raw = rawOf(value);
  if (typeof raw !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:T|$)/.test(raw)) return undefined;
  const at = new Date(raw);
  if (Number.isNaN(at.getTime())) return undefined;
  const isDay = raw.length === 10;
  const { timeStyle: _time, ...day } = options;
  return new Intl.DateTimeFormat(language, { ...(isDay ? day : options), timeZone: isDay ? 'UTC' : timeZone }).format(
    at,
  );
}

function partsOf(value: unknown) {
  const parts = isBare(value) && isBare(value['_parts']) ? value['_parts'] : undefined;
  if (!parts) return {};
  const raw = isBare(value) && isBare(value['$']) ? value['$'] : {};
  const of = (name: string): string => String(parts[name] ?? '');
  return {
    street: of('street'), postal: of('postal_code'), city: of('city'), state: of('state'), country: of('country'),
    code: String(raw['country'] ?? ''),
  }; // prettier-ignore
}

function namedParts(hash: Readonly<Record<string, unknown>>, textOf: (value: unknown) => string) {
  const keys = ['name', 'company', 'street', 'city', 'state', 'postal', 'country'] as const;
  const parts = Object.fromEntries(keys.flatMap((key) => (key in hash ? [[key, textOf(hash[key])]] : [])));
  return 'country' in hash ? { ...parts, code: String(rawOf(hash['country']) ?? '') } : parts;
}

const homeOf = (hash: Readonly<Record<string, unknown>>): string | undefined => {
  const home = rawOf(hash['home']);
  return typeof home === 'string' && home !== '' ? home : undefined;
};

/** Handlebars goes a level in only where the context is another object: a row within itself would lose one. */
const fresh = (item: unknown): unknown =>
  Object.assign(Object.create(null) as object, isBare(item) ? item : { $: item, _: String(item) });

/** Blocks: they are apart, for they run parts of the template. */
export function createBlocks(
  budget: { spend(steps: number): void },
  createFrame: (data: unknown) => Record<string, unknown>,
) {
  return {
    if(this: unknown, value: unknown, options: Options) {
      return isTrue(value) ? options.fn(this) : options.inverse(this);
    },
    unless(this: unknown, value: unknown, options: Options) {
      return isTrue(value) ? options.inverse(this) : options.fn(this);
    },
    with(this: unknown, value: unknown, options: Options) {
      if (!isTrue(value)) return options.inverse(this);
      return options.fn(fresh(value), { data: options.data, blockParams: [value] });
    },
    each(this: unknown, value: unknown, options: Options) {
      const list = listOf(value);
      if (list.length === 0) return options.inverse(this);
      const data = createFrame(options.data);
      let text = '';
      list.forEach((item, index) => {
        budget.spend(1);
        Object.assign(data, { index, number: index + 1, first: index === 0, last: index === list.length - 1 });
        text += options.fn(fresh(item), { data, blockParams: [item, index] });
      });
      return text;
    },
  };
}
