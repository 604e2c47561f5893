/**
 * The task of a work process that makes the file: templates and data in, bytes out. It reads fonts and packages, no record,
 * and has no address to ask.
 *
 *   template + record -> Handlebars -> cleaned markup -> blocks -> pieces -> pages -> pdf | html | pictures of pages
 */
import { logoPicture } from './logo.js';
import type { HelperSurroundings } from './template-helpers.js';
import {
  bodyPlace,
  envelopePlaces,
  labelAt,
  labelPlaces,
  toPoints,
  type PageGeometry,
  type Place,
} from '../../../metadata/print/geometry.js';
import type { EnvelopeDocument, LabelSheetDocument } from '../../../metadata/schema/print-template.js';
import { createPdf, pdfFonts, printable, type ParsedFont } from '../../pdf/fonts.js';
import { layOutBlocks, type LayoutContext } from '../layout/lay-out.js';
import { paginate } from '../layout/paginate.js';
import { movedAll, type Block, type Measure, type Op, type Piece } from '../layout/types.js';
import { paintHtml } from '../paint/paint-html.js';
import { paintPdf, type FileFacts, type PlacedPage } from '../paint/paint-pdf.js';
import { paintSvg } from '../paint/paint-svg.js';
import { bare } from './bare.js';
import { baseStyle, buildBlocks } from './build-blocks.js';
import { cleanHtml } from './clean-html.js';
import { createEngine, type CompiledTemplate, type TemplateText } from './compile-template.js';
import { parseHtml } from './parse-html.js';

export interface RenderInput {
  readonly output: 'pdf' | 'html' | 'pages';
  readonly page: PageGeometry;
  readonly labels?: LabelSheetDocument;
  /** The label that is filled first, from 1. */
  readonly start?: number;
  readonly envelope?: EnvelopeDocument;
  readonly body: TemplateText;
  readonly header?: TemplateText;
  readonly footer?: TemplateText;
  readonly fileName?: TemplateText;
  readonly language: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Data address of the theme's logo. */
  readonly logo?: string;
  /** `@site`, `@user`, `@today`, `@language`. */
  readonly surroundings: Readonly<Record<string, unknown>>;
  /** What each document is made of. */
  readonly documents: readonly unknown[];
  /** Names the file where the template does not. */
  readonly title: string;
  /** A file for each document besides the one of all. */
  readonly separate?: boolean;
}

export interface Rendered {
  /** Of pdf. */
  readonly bytes?: Uint8Array;
  readonly html?: string;
  /** The first pages as SVG. */
  readonly pictures?: readonly string[];
  readonly pages: number;
  /** Of the first document, without ending. */
  readonly fileName: string;
  readonly separate?: readonly { readonly bytes: Uint8Array; readonly fileName: string }[];
}

/** Pages that a preview shows. */
const mostPictures = 8;
/** Stand for page numbers until these are known; in no text of people. */
const pageMark = '\ue000';
const pagesMark = '\ue001';
/** Blank between header or footer and the body, in points. */
const apart = 10;

export async function renderPrint(input: RenderInput): Promise<Rendered> {
  const measure = await openFonts();
  const logo = input.logo === undefined ? undefined : await logoPicture(input.logo);
  const texts = compile({
    ...input,
    logo: {
      name: String((input.surroundings['site'] as { readonly title?: unknown } | undefined)?.title ?? ''),
      ...(logo === undefined ? {} : { picture: logo }),
    },
  });
  const data = { ...(bare(input.surroundings) as Record<string, unknown>), page: pageMark, pages: pagesMark };
  const made = input.documents.map((document) => texts(bare(document), data));
  const names = made.map(({ name }) => name || input.title);
  const facts = { title: names[0] ?? input.title, language: input.language, author: '' };
  const fileName = made.length === 1 ? facts.title : input.title;
  if (input.output === 'html') {
    return {
      html: paintHtml(
        made.map(({ body }) => parseHtml(cleanHtml(body))),
        facts,
      ),
      pages: made.length,
      fileName,
    };
  }
  const layOut = (each: readonly Made[]): readonly PlacedPage[] =>
    input.labels ? sheets(each, input, measure) : each.flatMap((one) => pagesOf(one, input, measure));
  const pages = layOut(made);
  if (input.output === 'pages') {
    return { pictures: pages.slice(0, mostPictures).map(paintSvg), pages: pages.length, fileName };
  }
  const bytes = await paintPdf(pages, facts);
  const separate = input.separate ? { separate: await each(made, names, layOut, facts) } : {};
  return { bytes, pages: pages.length, fileName, ...separate };
}

async function each(
  made: readonly Made[],
  names: readonly string[],
  layOut: (made: readonly Made[]) => readonly PlacedPage[],
  facts: FileFacts,
): Promise<NonNullable<Rendered['separate']>> {
  const files = [];
  for (const [i, one] of made.entries()) {
    const fileName = names[i]!;
    files.push({ fileName, bytes: await paintPdf(layOut([one]), { ...facts, title: fileName }) });
  }
  return files;
}

/* ------------------------------------------------------------ templates */

interface Made {
  readonly body: string;
  readonly header: string;
  readonly footer: string;
  readonly name: string;
}

function compile(
  input: Omit<RenderInput, 'logo'> & Pick<HelperSurroundings, 'logo'>,
): (context: unknown, data: Readonly<Record<string, unknown>>) => Made {
  const engine = createEngine(input);
  const of = (template: TemplateText | undefined, plain = false): CompiledTemplate => template ? engine.compile(template, plain) : () => ''; // prettier-ignore
  const [body, header, footer, name] = [of(input.body), of(input.header), of(input.footer), of(input.fileName, true)];
  return (context, data) => ({
    body: body(context, data),
    header: header(context, data),
    footer: footer(context, data),
    name: name(context, data).replace(/\s+/g, ' ').trim().slice(0, 150),
  });
}

/* ------------------------------------------------------------ fonts */

let opened: Promise<Measure> | undefined;

/** Widths of characters at size 1, kept for the life of the process. */
function openFonts(): Promise<Measure> {
  opened ??= createPdf().then((document) => {
    type Glyphs = ParsedFont & {
      readonly unitsPerEm: number;
      glyphForCodePoint(code: number): { readonly advanceWidth: number };
    };
    const font = (name: string): Glyphs => (document.font(name) as unknown as { _font: { font: Glyphs } })._font.font;
    const fonts = [font(pdfFonts.regular), font(pdfFonts.bold)] as const;
    const widths = [new Map<string, number>(), new Map<string, number>()] as const;
    return (character: string, bold: boolean) => {
      const held = widths[bold ? 1 : 0];
      let width = held.get(character);
      if (width === undefined) {
        const own = fonts[bold ? 1 : 0];
        width = own.glyphForCodePoint(character.codePointAt(0)!).advanceWidth / own.unitsPerEm;
        held.set(character, width);
      }
      return width;
    };
  });
  return opened;
}

/* ------------------------------------------------------------ pages */

const blocksOf = (html: string, scale = 1): readonly Block[] =>
  buildBlocks(parseHtml(cleanHtml(html)), printable, {
    ...baseStyle,
    text: { ...baseStyle.text, size: baseStyle.text.size * scale },
  });

const inPoints = ({ x, y, width, height }: Place): Place => ({
  x: toPoints(x), y: toPoints(y), width: toPoints(width), height: toPoints(height),
}); // prettier-ignore

const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, each) => sum + each.height + each.space, 0);
const stacked = (pieces: readonly Piece[]): readonly Op[] =>
  paginate(
    pieces.map((each) => ({ ...each, breakBefore: false })),
    Infinity,
  )[0]!;

/** The pages of one document, numbered by themselves. */
function pagesOf(made: Made, input: RenderInput, measure: Measure): readonly PlacedPage[] {
  const paper = { width: toPoints(input.page.width), height: toPoints(input.page.height) };
  if (input.envelope) return [{ ...paper, ops: envelopeOps(made, input.envelope, measure) }];
  const place = inPoints(bodyPlace(input.page));
  const part = (html: string, page: string, pages: string): readonly Piece[] =>
    html.trim() === ''
      ? []
      : layOutBlocks(blocksOf(html.replaceAll(pageMark, page).replaceAll(pagesMark, pages)), place.width, {
          measure,
          pageHeight: place.height,
        });
  const headerHeight = heightOf(part(made.header, '8', '8'));
  const footerHeight = heightOf(part(made.footer, '8', '8'));
  const top = headerHeight > 0 ? headerHeight + apart : 0;
  const bottom = footerHeight > 0 ? footerHeight + apart : 0;
  const room = Math.max(40, place.height - top - bottom);
  const pieces = layOutBlocks(blocksOf(made.body), place.width, { measure, pageHeight: room });
  const pages = paginate(pieces, room);
  return pages.map((ops, i) => {
    const numbers = [String(i + 1), String(pages.length)] as const;
    return {
      ...paper,
      ops: [
        ...movedAll(stacked(part(made.header, ...numbers)), place.x, place.y),
        ...movedAll(ops, place.x, place.y + top),
        ...movedAll(stacked(part(made.footer, ...numbers)), place.x, place.y + place.height - footerHeight),
      ],
    };
  });
}

function envelopeOps(made: Made, envelope: EnvelopeDocument, measure: Measure): readonly Op[] {
  const { window, sender } = envelopePlaces(envelope);
  return [
    ...fitted(made.body, inPoints(window), measure),
    ...(sender ? fitted(made.header, inPoints(sender), measure) : []),
  ];
}

/** Many records on sheets of labels. */
function sheets(made: readonly Made[], input: RenderInput, measure: Measure): readonly PlacedPage[] {
  const labels = input.labels!;
  const places = labelPlaces(labels, input.page).map(inPoints);
  const paper = { width: toPoints(input.page.width), height: toPoints(input.page.height) };
  const pages: Op[][] = [];
  made.forEach(({ body }, index) => {
    const { sheet, label } = labelAt(index, labels, input.start);
    while (pages.length <= sheet) pages.push([]);
    pages[sheet]!.push(...fitted(body, places[label]!, measure));
  });
  return pages.map((ops) => ({ ...paper, ops }));
}

/** Content of a fixed place: written smaller until it fits, at last cut at the end of the place. */
function fitted(html: string, place: Place, measure: Measure): readonly Op[] {
  const context: LayoutContext = { measure, pageHeight: place.height };
  for (const scale of [1, 0.9, 0.8, 0.7]) {
    const pieces = layOutBlocks(blocksOf(html, scale), place.width, context);
    if (heightOf(pieces) <= place.height + 0.5) return movedAll(stacked(pieces), place.x, place.y);
    if (scale === 0.7) return movedAll(paginate(pieces, place.height)[0]!, place.x, place.y);
  }
  return [];
}
