/**
 * Styles that templates may use: a closed list of properties, each with the form of its values. What is not on it is left
 * out. Classes are short names for styles on the same list.
 */
import { toPoints } from '../../../metadata/print/geometry.js';
import type { Align, Box, Edge, Extent, Sides, TextStyle } from '../layout/types.js';

/** Accepted declarations in their order, as they stand in HTML as well. */
export type Declarations = readonly (readonly [property: string, value: string])[];

const length = '\\d{1,4}(?:\\.\\d{1,3})?(?:mm|cm|pt|px)|0';
const share = '\\d{1,3}(?:\\.\\d{1,2})?%';
const colour = '#[0-9a-f]{3}|#[0-9a-f]{6}|black|white|grey|gray|silver|red|green|blue|navy|teal|maroon';
const edge = `none|(?:${length}) solid (?:${colour})`;
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const sidesOf = (property: string, pattern: RegExp) => ['top', 'right', 'bottom', 'left'].map((side) => [`${property}-${side}`, pattern] as const); // prettier-ignore

const forms: ReadonlyMap<string, RegExp> = new Map([
  ['font-size', whole('\\d{1,3}(?:\\.\\d{1,2})?(?:pt|mm|px)')],
  ['font-weight', whole('bold|normal|600|700|400')],
  ['font-style', whole('italic|normal')],
  ['text-decoration', whole('underline|none')],
  ['text-align', whole('left|center|right')],
  ['line-height', whole('\\d(?:\\.\\d{1,2})?')],
  ['color', whole(colour)],
  ['background-color', whole(colour)],
  ['width', whole(`${length}|${share}`)],
  ['height', whole(length)],
  ['margin', whole(`(?:${length})(?: (?:${length})){0,3}`)],
  ['padding', whole(`(?:${length})(?: (?:${length})){0,3}`)],
  ['border', whole(edge)],
  ['vertical-align', whole('top|middle|bottom')],
  ['white-space', whole('nowrap|normal')],
  ['break-before', whole('page|auto')],
  ['break-after', whole('page|avoid|auto')],
  ['break-inside', whole('avoid|auto')],
  ...sidesOf('margin', whole(length)),
  ...sidesOf('padding', whole(length)),
  ...sidesOf('border', whole(edge)),
]);

const classes: Readonly<Record<string, string>> = {
  right: 'text-align: right',
  center: 'text-align: center',
  bold: 'font-weight: bold',
  muted: 'color: #6b7280',
  small: 'font-size: 8pt',
  large: 'font-size: 13pt',
  nowrap: 'white-space: nowrap',
  keep: 'break-inside: avoid',
  page: 'break-before: page',
  figure: 'text-align: right; white-space: nowrap',
  total: 'font-weight: bold; border-top: 0.8pt solid #1f2937',
};
/** Of a table, said to each of its cells. */
const cellClasses: Readonly<Record<string, string>> = {
  lines: 'border-bottom: 0.4pt solid #d1d5db; padding: 1.6mm 1.5mm',
  grid: 'border: 0.4pt solid #9ca3af; padding: 1.2mm 1.5mm',
  plain: 'padding: 0.4mm 0',
};
const tagStyles: Readonly<Record<string, string>> = {
  h1: 'font-size: 18pt; font-weight: bold; line-height: 1.25; margin-bottom: 3mm; break-after: avoid',
  h2: 'font-size: 13pt; font-weight: bold; line-height: 1.3; margin-top: 4mm; margin-bottom: 2mm; break-after: avoid',
  h3: 'font-size: 11pt; font-weight: bold; margin-top: 3mm; margin-bottom: 1mm; break-after: avoid',
  h4: 'font-weight: bold; margin-top: 2mm; margin-bottom: 1mm; break-after: avoid',
  p: 'margin-bottom: 2.5mm',
  ul: 'margin-bottom: 2.5mm',
  ol: 'margin-bottom: 2.5mm',
  table: 'margin-bottom: 2.5mm',
  td: 'padding: 1mm 1.5mm',
  th: 'padding: 1mm 1.5mm; font-weight: bold; vertical-align: bottom',
  b: 'font-weight: bold',
  strong: 'font-weight: bold',
  i: 'font-style: italic',
  em: 'font-style: italic',
  u: 'text-decoration: underline',
  hr: 'border-top: 0.5pt solid #9ca3af; margin-top: 2mm; margin-bottom: 2mm',
};

/** `style` of an attribute to what of it is allowed. */
export function readDeclarations(style: string): Declarations {
  return style
    .slice(0, 2000)
    .split(';')
    .flatMap((each) => {
      const at = each.indexOf(':');
      const property = each.slice(0, at).trim().toLowerCase();
      const value = each
        .slice(at + 1)
        .trim()
        .toLowerCase()
        .replace(/\s+/g, ' ');
      return at > 0 && forms.get(property)?.test(value) ? [[property, value] as const] : [];
    });
}

const known = new Map<string, Declarations>();
const fixed = (style: string | undefined): Declarations => {
  if (style === undefined) return [];
  const held = known.get(style) ?? readDeclarations(style);
  known.set(style, held);
  return held;
};
const named = (list: Readonly<Record<string, string>>, names: string): Declarations =>
  names.split(/\s+/).flatMap((name) => fixed(Object.hasOwn(list, name) ? list[name] : undefined));

/** All that holds for an element: of its tag, of its table, of its classes, its own. */
export function declarationsOf(
  tag: string,
  { style = '', class: names = '' }: Readonly<Record<string, string>>,
  tableClass = '',
): Declarations {
  const isCell = tag === 'td' || tag === 'th';
  return [
    ...fixed(tagStyles[tag]),
    ...(isCell ? named(cellClasses, tableClass) : []),
    ...named(classes, names),
    ...readDeclarations(style),
  ];
}

/** What children take over from what is around them. */
export interface Inherited {
  readonly text: TextStyle;
  readonly align: Align;
  readonly lineHeight: number;
  readonly nowrap: boolean;
}

const points = (text: string): number => {
  const value = Number.parseFloat(text);
  if (text.endsWith('mm')) return toPoints(value);
  if (text.endsWith('cm')) return toPoints(value * 10);
  return text.endsWith('px') ? value * 0.75 : value;
};

const names: Readonly<Record<string, string>> = {
  black: '#000000', white: '#ffffff', grey: '#808080', gray: '#808080', silver: '#c0c0c0', red: '#c0392b', green: '#1e8449', blue: '#1f4e9e', navy: '#1b2a49', teal: '#0f766e', maroon: '#7b241c',
}; // prettier-ignore
const colourOf = (text: string): string => {
  if (!text.startsWith('#')) return names[text] ?? '#000000';
  return text.length === 4 ? `#${[...text.slice(1)].map((each) => each + each).join('')}` : text;
};
const edgeOf = (text: string): Edge | undefined => {
  const [width = '0', , color = 'black'] = text.split(' ');
  return text === 'none' ? undefined : { width: points(width), color: colourOf(color) };
};
const four = <T>(text: string, read: (part: string) => T): Sides<T> => {
  const [top = '0', right = top, bottom = top, left = right] = text.split(' ');
  return { top: read(top), right: read(right), bottom: read(bottom), left: read(left) };
};
const extentOf = (text: string): Extent =>
  text.endsWith('%') ? { share: Number.parseFloat(text) / 100 } : { points: points(text) };

const zero: Sides<number> = { top: 0, right: 0, bottom: 0, left: 0 };
const noEdges: Sides<Edge | undefined> = { top: undefined, right: undefined, bottom: undefined, left: undefined };

export const plainBox = (from: Inherited): Box => ({
  margin: zero,
  padding: zero,
  border: noEdges,
  align: from.align,
  lineHeight: from.lineHeight,
  nowrap: from.nowrap,
  breakBefore: false,
  breakAfter: false,
  keepNext: false,
  keep: false,
  verticalAlign: 'top',
});

/** The box of an element and what its children inherit. */
export function applyStyles(
  declarations: Declarations,
  from: Inherited,
): { readonly box: Box; readonly inherited: Inherited } {
  let box = plainBox(from);
  let text = from.text;
  const inherited = { align: from.align, lineHeight: from.lineHeight, nowrap: from.nowrap };
  for (const [property, value] of declarations) {
    const side = /^(margin|padding|border)-(top|right|bottom|left)$/.exec(property);
    if (side) {
      const [, what, which] = side as unknown as [string, 'margin' | 'padding' | 'border', keyof Sides<number>];
      box = { ...box, [what]: { ...box[what], [which]: what === 'border' ? edgeOf(value) : points(value) } };
    } else if (property === 'margin' || property === 'padding') box = { ...box, [property]: four(value, points) };
    else if (property === 'border') box = { ...box, border: four('', () => edgeOf(value)) };
    else if (property === 'background-color') box = { ...box, background: colourOf(value) };
    else if (property === 'width') box = { ...box, width: extentOf(value) };
    else if (property === 'height') box = { ...box, height: points(value) };
    else if (property === 'vertical-align') box = { ...box, verticalAlign: value as Box['verticalAlign'] };
    else if (property === 'break-before') box = { ...box, breakBefore: value === 'page' };
    else if (property === 'break-after') box = { ...box, breakAfter: value === 'page', keepNext: value === 'avoid' };
    else if (property === 'break-inside') box = { ...box, keep: value === 'avoid' };
    else if (property === 'font-size') text = { ...text, size: Math.min(96, Math.max(4, points(value))) };
    else if (property === 'font-weight') text = { ...text, bold: value !== 'normal' && value !== '400' };
    else if (property === 'font-style') text = { ...text, italic: value === 'italic' };
    else if (property === 'text-decoration') text = { ...text, underline: value === 'underline' };
    else if (property === 'color') text = { ...text, color: colourOf(value) };
    else if (property === 'text-align') inherited.align = value as Align;
    else if (property === 'line-height') inherited.lineHeight = Math.max(0.8, Number(value));
    else if (property === 'white-space') inherited.nowrap = value === 'nowrap';
  }
  return { box: { ...box, ...inherited }, inherited: { ...inherited, text } };
}
