/**
 * The helpers that templates may call: nothing else can be. `takes` says what a parameter is: any value, a field (its path is
 * needed for the label), a list (rows of a relation, `lines.amount` of a field of its rows, or values of a field).
 */
export type Taken = 'value' | 'field' | 'list';

export interface HelperShape {
  /** A block: `{{#each …}}`. */
  readonly block?: true;
  /** Kinds of its parameters; the last may repeat where `more` is set. */
  readonly takes: readonly Taken[];
  /** How many parameters it needs; all of `takes` unless stated. */
  readonly least?: number;
  readonly more?: true;
  /** Named values that it knows. */
  readonly hash?: readonly string[];
}

const pair: HelperShape = { takes: ['value', 'value'] };
const many: HelperShape = { takes: ['value', 'value'], more: true };

export const helpers: Readonly<Record<string, HelperShape>> = {
  if: { block: true, takes: ['value'] },
  unless: { block: true, takes: ['value'] },
  each: { block: true, takes: ['list'] },
  with: { block: true, takes: ['value'] },
  eq: pair,
  ne: pair,
  gt: pair,
  gte: pair,
  lt: pair,
  lte: pair,
  and: many,
  or: many,
  not: { takes: ['value'] },
  /** Figures, days and times, written as the language of the document writes them. */
  number: { takes: ['value'], hash: ['digits'] },
  money: { takes: ['value'], hash: ['currency', 'digits'] },
  percent: { takes: ['value'], hash: ['digits'] },
  date: { takes: ['value'], hash: ['style'] },
  time: { takes: ['value'], hash: ['style'] },
  /** Reckoned in decimals. */
  add: many,
  subtract: pair,
  multiply: many,
  divide: pair,
  sum: { takes: ['list'] },
  count: { takes: ['list'] },
  min: { takes: ['list'] },
  max: { takes: ['list'] },
  join: { takes: ['list', 'value'], least: 1 },
  label: { takes: ['field'] },
  upper: { takes: ['value'] },
  lower: { takes: ['value'] },
  /** The text of the document's language: `{{choose en="Quote" zh-CN="报价单"}}`. */
  choose: { takes: [], hash: ['en', 'zh-CN', 'zh-TW', 'es'] },
  /** Line breaks stay; formatted text keeps its format. */
  lines: { takes: ['value'] },
  rich: { takes: ['value'] },
  /** Bars (`code128` unless the second value says ean13, ean8, upc) and QR codes; lengths in millimetres. */
  barcode: { takes: ['value', 'value'], least: 1, hash: ['width', 'height'] },
  qr: { takes: ['value'], hash: ['width'] },
  /** The logo of the site's theme, in millimetres; its name where it has none. */
  logo: { takes: [], hash: ['width', 'height'] },
  /** Lines of an address in the order of its country. */
  address: {
    takes: ['value'],
    least: 0,
    hash: ['name', 'company', 'street', 'city', 'state', 'postal', 'country', 'home'],
  },
};

export const findHelper = (name: string): HelperShape | undefined =>
  Object.hasOwn(helpers, name) ? helpers[name] : undefined;

/** What begins with @: of a row of `each`, of the page, of the site and whoever prints. */
export const dataNames: Readonly<Record<string, readonly string[]>> = {
  index: [],
  number: [],
  first: [],
  last: [],
  page: [],
  pages: [],
  today: [],
  language: [],
  site: ['title', 'currency', 'accent'],
  user: ['name'],
};
/** Only inside of `each`. */
export const rowData: ReadonlySet<string> = new Set(['index', 'number', 'first', 'last']);
/** Only in header and footer. */
export const pageData: ReadonlySet<string> = new Set(['page', 'pages']);
