/**
 * Draws an SVG into a PDF document as vectors with selectable text. The picture comes from our own renderer, but nothing in
 * it may reach a file or an address all the same: only images that are inside it as data are drawn.
 */
import { lazyPackage } from '../lazy-package.js';
import { pdfFonts, printable, type PdfDocument } from './fonts.js';
import type { SvgOptions } from 'svg-to-pdfkit';

type Draw = (document: PdfDocument, svg: string, x: number, y: number, options: SvgOptions) => void;
const draw = lazyPackage<Draw>('svg-to-pdfkit');

/** In points, from the page's top left. The picture keeps its proportions and is centred in the place. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Quotation marks and dots that the fonts draw as wide as a Chinese character, where they follow none. */
const latinSigns = (svg: string): string =>
  svg
    .replace(/(?<![\u2e80-\u9fff])[‘’]/g, '&#39;')
    .replace(/(?<![\u2e80-\u9fff])[“”]/g, '&quot;')
    .replace(/(?<![\u2e80-\u9fff])…/g, '...');

const dataImage = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=\s]+$/;

export function drawSvg(document: PdfDocument, svg: string, { x, y, width, height }: Place): void {
  document.save();
  draw()(document, latinSigns(printable(svg)), x, y, {
    width,
    height,
    preserveAspectRatio: 'xMidYMid meet',
    assumePt: true,
    fontCallback(_family, bold, italic, options) {
      options.fauxItalic = italic;
      return bold ? pdfFonts.bold : pdfFonts.regular;
    },
    // pdfkit would read any other link as a file; an empty one opens nothing.
    imageCallback: (link) => (dataImage.test(link) ? link : ''),
    warningCallback: () => undefined,
  });
  document.restore();
  document.font(pdfFonts.regular);
}
