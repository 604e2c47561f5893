/**
 * A part of a dashboard as a picture of its own: its name, the legend, the drawing, and what it could not show in words. What the
 * screen lists beside a drawing (the parts of a ring) is listed here too.
 */
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { cutText, textWidth, wrapText } from '../../../../metadata/chart/text-width.js';
import { percent } from '../../../../metadata/chart/theme.js';
import { labelText, type Label } from '../../../../metadata/value.js';
import { colours } from '../cell-look.js';
import { drawChart, inputOf, loadVega, type ChartRequest } from './draw-chart.js';
import { fileTheme } from './file-theme.js';

export interface ChartContent {
  readonly kind: 'chart';
  readonly chart: string;
  readonly request: Omit<ChartRequest, 'width' | 'height'>;
}

export interface Card {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** In a cell, which has edges of its own. */
  readonly flat?: boolean;
  readonly content:
    | ChartContent
    | { readonly kind: 'figure'; readonly text: string; readonly unit?: string }
    | { readonly kind: 'noAccess'; readonly text: string };
}

export interface DrawnCard {
  readonly svg: string;
  /** One sentence for those who do not see it. */
  readonly words: string;
}

const PADDING = 12;
const HEAD = 32;
const LINE = 16;
const cannot: Label = {
  en: 'This chart cannot be drawn with these rows.',
  'zh-CN': '无法用这些行绘制此图表。',
  'zh-TW': '無法用這些列繪製此圖表。',
  es: 'Este gráfico no se puede dibujar con estas filas.',
};

export async function drawCard(
  card: Card,
  typeOf: (chart: string) => ChartType | undefined,
  language: string,
): Promise<DrawnCard> {
  const { title, width, content } = card;
  const head = text(cutText(title, width - 2 * PADDING, 13), PADDING, 22, { size: 13, bold: true });
  if (content.kind === 'figure') {
    const at = PADDING + textWidth(content.text, 26) + 8;
    const unit = content.unit ? text(content.unit, at, 62, { color: colours.hint }) : '';
    const figure = text(content.text, PADDING, 62, { size: 26, bold: true });
    return {
      svg: frame(card, head + figure + unit),
      words: `${title}: ${content.text} ${content.unit ?? ''}`.trim(),
    };
  }
  if (content.kind === 'noAccess') return said(card, head, content.text);
  const type = typeOf(content.chart);
  if (!type) return said(card, head, labelText(cannot, language));
  // Outside of what may be refused: without it no chart can be drawn, which is nobody's rows' fault.
  await loadVega();
  try {
    return await chartCard(card, head, type, content.request);
  } catch {
    // Refused by the chart itself, or by Vega: its place says so, the others are drawn.
    return said(card, head, labelText(cannot, language));
  }
}

function said(card: Card, head: string, sentence: string): DrawnCard {
  const lines = wrapText(sentence, card.width - 2 * PADDING, 3, 12);
  const top = card.height / 2 + 10 - ((lines.length - 1) * LINE) / 2;
  const words = lines.map((line, index) =>
    text(line, PADDING, top + index * LINE, { color: colours.hint, italic: true }),
  );
  return { svg: frame(card, head + words.join('')), words: `${card.title}: ${sentence}` };
}

async function chartCard(
  card: Card,
  head: string,
  type: ChartType,
  request: Omit<ChartRequest, 'width' | 'height'>,
): Promise<DrawnCard> {
  const { title, width, height } = card;
  const room = width - 2 * PADDING;
  const whole = inputOf({ ...request, width: room, height: height - HEAD });
  const legend = legendOf(type, whole, room);
  const notes = (type.notes?.(whole) ?? []).flatMap((note) => wrapText(note, room, 3));
  const below = notes.length * LINE;
  const top = HEAD + legend.height;
  const free = Math.max(40, height - top - below - PADDING);
  const size = type.listed ? Math.min(free, room / 2) : room;
  const input: ChartInput = { ...whole, width: Math.floor(size), height: Math.floor(type.listed ? size : free) };
  const drawing = await drawChart(type, input);
  const list = type.listed
    ? listOf(type.marks?.(input) ?? [], input, PADDING + size + 16, top, room - size - 16, free)
    : '';
  const words = notes.map((note, index) => text(note, PADDING, height - below + index * LINE, { size: 11, color: colours.hint })); // prettier-ignore
  const inside = drawing.replace(/^<svg /, `<svg x="${PADDING}" y="${top}" `);
  return {
    svg: frame(card, head + legend.svg + inside + list + words.join('')),
    words: `${title}. ${type.describe(input)}`,
  };
}

function legendOf(type: ChartType, input: ChartInput, room: number): { readonly svg: string; readonly height: number } {
  const entries = type.legend?.(input) ?? [];
  if (entries.length === 0) return { svg: '', height: 0 };
  let [x, line, svg] = [0, 0, ''];
  for (const { label, colour, shape } of entries) {
    const words = cutText(label, room - 16);
    const width = textWidth(words) + 30;
    if (x > 0 && x + width > room) [x, line] = [0, line + 1];
    const y = HEAD + line * LINE;
    const height = shape === 'line' ? 2 : 10;
    svg += `<rect x="${PADDING + x}" y="${y + 5 - height / 2}" width="10" height="${height}" rx="1" fill="${escape(colour)}"/>`;
    svg += text(words, PADDING + x + 15, y + 9, { size: 11, color: colours.secondary });
    x += width;
  }
  return { svg, height: (line + 1) * LINE + 4 };
}

/** Parts by name, figure and share, as many as there is room for. */
function listOf(
  marks: readonly ChartMark[],
  input: ChartInput,
  x: number,
  y: number,
  width: number,
  height: number,
): string {
  const most = Math.max(1, Math.floor(height / 20));
  return marks
    .slice(0, most)
    .map((mark, index) => {
      const at = y + 14 + index * 20;
      const figure = [mark.figures[0]?.text, mark.share === undefined ? undefined : percent(mark.share, input.locale)].filter((each) => each !== undefined).join(' · '); // prettier-ignore
      const block = `<rect x="${x}" y="${at - 9}" width="10" height="10" rx="2" fill="${escape(mark.colour ?? fileTheme.mute)}"/>`;
      const label = text(cutText(mark.label, width - textWidth(figure) - 28), x + 16, at, { size: 11 });
      return block + label + text(figure, x + width, at, { size: 11, color: colours.secondary, anchor: 'end' });
    })
    .join('');
}

interface TextLook {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export const text = (
  words: string,
  x: number,
  y: number,
  { size = 12, bold, italic, color = colours.text, anchor = 'start' }: TextLook,
): string =>
  `<text x="${x}" y="${y}" font-family="${fileTheme.font}" font-size="${size}" fill="${color}"${bold ? ' font-weight="bold"' : ''}${italic ? ' font-style="italic"' : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escape(words)}</text>`;

export const escape = (words: string): string =>
  words
    // Not allowed in XML at all.
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

function frame({ width, height, flat }: Card, inside: string): string {
  const edge = flat ? '' : `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6" fill="#ffffff" stroke="${colours.line}"/>`; // prettier-ignore
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${edge}${inside}</svg>`;
}
