/** A page as the layouter placed it, as a picture for the screen: what the file will look like, in the fonts of the reader. */
import { pathOf } from '../render/drawing.js';
import type { Op } from '../layout/types.js';
import type { PlacedPage } from './paint-pdf.js';

const fonts = "'Noto Sans SC','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif";

export function paintSvg({ width, height, ops }: PlacedPage): string {
  const size = `width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${fonts}"><rect width="100%" height="100%" fill="#fff"/>${ops.map(paint).join('')}</svg>`;
}

function paint(op: Op): string {
  switch (op.op) {
    case 'fill':
      return `<rect x="${round(op.x)}" y="${round(op.y)}" width="${round(op.width)}" height="${round(op.height)}" fill="${op.color}"/>`;
    case 'line':
      return `<line x1="${round(op.x)}" y1="${round(op.y)}" x2="${round(op.toX)}" y2="${round(op.toY)}" stroke="${op.edge.color}" stroke-width="${round(op.edge.width)}"/>`;
    case 'picture':
      if ('dark' in op.picture)
        return `<path d="${pathOf(op.picture, op.x, op.y, op.width, op.height)}" fill="#000000"/>`;
      return `<image x="${round(op.x)}" y="${round(op.y)}" width="${round(op.width)}" height="${round(op.height)}" href="data:${op.picture.mime};base64,${op.picture.base64}"/>`;
    case 'text': {
      const { size, bold, italic, color } = op.style;
      const look = `font-size="${round(size)}"${bold ? ' font-weight="700"' : ''}${italic ? ' font-style="italic"' : ''} fill="${color}"`;
      // Other fonts have other widths: each piece is fitted to the place it has in the file.
      return `<text x="${round(op.x)}" y="${round(op.y)}" ${look} textLength="${round(op.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped(op.text)}</text>`;
    }
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[each]!)
    .replace(/(?![\t\n\r])\p{Cc}/gu, '');
