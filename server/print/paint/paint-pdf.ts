/** Pages as the layouter placed them, drawn into a PDF file with its fonts embedded. */
import { createPdf, pdfBytes, pdfFonts } from '../../pdf/fonts.js';
import { pathOf } from '../render/drawing.js';
import type { Op } from '../layout/types.js';

export interface PlacedPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly ops: readonly Op[];
}

export interface FileFacts {
  readonly title: string;
  readonly language: string;
  readonly author: string;
}

/** No kerning and no ligatures: text stands exactly where it was measured to. */
const features = { kern: false, liga: false, clig: false, calt: false };

/** There is no italic face: the upright one leans over its base line. */
const slant = Math.tan((12 * Math.PI) / 180);

export async function paintPdf(
  pages: readonly PlacedPage[],
  { title, language, author }: FileFacts,
): Promise<Uint8Array> {
  const document = await createPdf({
    info: { Title: title, Author: author, Creator: 'Trellis', Producer: 'Trellis' },
    lang: language,
    displayTitle: true,
    compress: true,
  });
  const pictures = new Map<string, Buffer>();
  for (const { width, height, ops } of pages) {
    document.addPage({ size: [width, height], margin: 0 });
    for (const op of ops) {
      switch (op.op) {
        case 'fill':
          document.rect(op.x, op.y, op.width, op.height).fill(op.color);
          break;
        case 'line':
          document.moveTo(op.x, op.y).lineTo(op.toX, op.toY).lineWidth(op.edge.width).stroke(op.edge.color);
          break;
        case 'picture': {
          if ('dark' in op.picture) {
            document.path(pathOf(op.picture, op.x, op.y, op.width, op.height)).fill('#000000');
            break;
          }
          const bytes = pictures.get(op.picture.base64) ?? Buffer.from(op.picture.base64, 'base64');
          pictures.set(op.picture.base64, bytes);
          // Bytes, never a path or an address: nothing is opened.
          document.image(bytes, op.x, op.y, { width: op.width, height: op.height });
          break;
        }
        case 'text':
          document
            .font(op.style.bold ? pdfFonts.bold : pdfFonts.regular)
            .fontSize(op.style.size)
            .fillColor(op.style.color);
          if (op.style.italic) document.save().transform(1, 0, -slant, 1, op.y * slant, 0);
          document.text(op.text, op.x, op.y, { lineBreak: false, baseline: 'alphabetic', features: features as never });
          if (op.style.italic) document.restore();
      }
    }
  }
  return pdfBytes(document);
}
