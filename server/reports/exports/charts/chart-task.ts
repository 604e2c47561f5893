/** Task of a work process: parts of a dashboard to a picture, a bundle of pictures, or a PDF in the order of its grid. */
import type { Registries } from '../../../../metadata/contributions.js';
import { drawSvg } from '../../../pdf/draw-svg.js';
import { createPdf, pdfBytes } from '../../../pdf/fonts.js';
import { createTextPainter } from '../../../pdf/text-painter.js';
import type { WorkContext } from '../../../work/work-context.js';
import { colours } from '../cell-look.js';
import { bytesOf, zipPieces } from '../zip.js';
import { drawCard, type Card, type DrawnCard } from './card.js';
import { layDashboard, type GridPart } from './dashboard-pages.js';
import { pngOf } from './draw-chart.js';

export interface DashboardPart extends GridPart {
  readonly id: string;
  readonly title: string;
  readonly content: Card['content'];
}

export interface ChartTaskInput {
  readonly format: 'svg' | 'png' | 'zip' | 'pdf';
  readonly title: string;
  readonly language: string;
  readonly date: string;
  readonly at: string;
  /** Parts that stand together: one group without a name, or one of each tab. */
  readonly groups: readonly { readonly name: string; readonly parts: readonly DashboardPart[] }[];
}

/** Pixels of a column and of a row of the grid, in pictures. */
const COLUMN = 100;
const ROW = 60;
const MARGIN = 40;

export async function chartTask(input: ChartTaskInput, context: WorkContext): Promise<Uint8Array> {
  return chartFile(input, await context.registries());
}

export async function chartFile(input: ChartTaskInput, { chart }: Pick<Registries, 'chart'>): Promise<Uint8Array> {
  const { format, language, groups } = input;
  const draw = (part: DashboardPart, width: number, height: number): Promise<DrawnCard> =>
    drawCard({ ...part, width: Math.round(width), height: Math.round(height) }, (name) => chart.find(name), language);
  const picture = (part: DashboardPart) => draw(part, Math.max(240, part.w * COLUMN), Math.max(90, part.h * ROW));
  const parts = groups.flatMap((group) => group.parts);
  if (format === 'svg') return Buffer.from((await picture(parts[0]!)).svg, 'utf8');
  if (format === 'png') return pngOf((await picture(parts[0]!)).svg);
  if (format === 'pdf') return dashboardPdf(input, draw);
  const files: { readonly name: string; readonly pieces: readonly Uint8Array[] }[] = [];
  for (const [index, part] of parts.entries()) {
    const { svg } = await picture(part);
    const name = `${String(index + 1).padStart(2, '0')} ${fileName(part.title)}`;
    files.push(
      { name: `${name}.svg`, pieces: [Buffer.from(svg, 'utf8')] },
      { name: `${name}.png`, pieces: [await pngOf(svg)] },
    );
  }
  return bytesOf(zipPieces(files, new Date(input.at)));
}

const fileName = (title: string): string =>
  title
    // eslint-disable-next-line no-control-regex -- what file systems refuse
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .slice(0, 80) || 'chart';

async function dashboardPdf(
  { title, date, at, language, groups }: ChartTaskInput,
  draw: (part: DashboardPart, width: number, height: number) => Promise<DrawnCard>,
): Promise<Uint8Array> {
  const document = await createPdf({
    info: { Title: title, CreationDate: new Date(at), Creator: 'Trellis', Producer: 'Trellis' },
    lang: language,
    displayTitle: true,
  });
  const painter = createTextPainter(document);
  // A4 lying, in points; cards are drawn in pixels of the screen and made smaller.
  const [width, height] = [841.89, 595.28];
  const k = (width - 2 * MARGIN) / (12 * COLUMN);
  const [top, bottom] = [MARGIN + 26, MARGIN];
  const room = { width: 12 * COLUMN, height: (height - top - bottom) / k, row: ROW, gap: 16 };
  const pages = groups.flatMap(({ name, parts }) => layDashboard(parts, room).map((placed) => ({ name, placed })));
  for (const [index, { name, placed }] of (pages.length > 0 ? pages : [{ name: '', placed: [] }]).entries()) {
    document.addPage({ size: [width, height], margin: 0 });
    painter.draw(name === '' ? title : `${title} · ${name}`, { x: MARGIN, y: MARGIN + 8, size: 14, bold: true, color: colours.text }); // prettier-ignore
    painter.draw(date, { x: width - MARGIN - painter.width(date, 9), y: MARGIN + 8, size: 9, color: colours.hint });
    const number = `${index + 1} / ${Math.max(1, pages.length)}`;
    painter.draw(number, { x: (width - painter.width(number, 8)) / 2, y: height - 18, size: 8, color: colours.hint });
    painter.flush();
    for (const { part, x, y, ...size } of placed) {
      const { svg } = await draw(part, size.width, size.height);
      drawSvg(document, svg, { x: MARGIN + x * k, y: top + y * k, width: size.width * k, height: size.height * k });
    }
  }
  return pdfBytes(document);
}
