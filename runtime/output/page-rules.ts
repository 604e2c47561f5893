/**
 * How pages are cut while a print view is open: paper, margins, page numbers. Rules for pages hold for the whole document
 * only, so they are a sheet of the document that comes and goes with the view. Paper is white whatever the theme.
 */
const quoted = (text: string): string =>
  `"${[...text].map((each) => (/["\\]|\p{C}/u.test(each) ? `\\${each.codePointAt(0)!.toString(16)} ` : each)).join('')}"`;

export type PageBox = 'top-center' | 'bottom-left' | 'bottom-center' | 'bottom-right';

export interface PageRules {
  /** As CSS writes it: `A4 landscape`, `816px 1056px`. */
  readonly size: string;
  readonly margin: string;
  /** Words in the margins; `&page` and `&pages` are counted by the browser. */
  readonly boxes: Partial<Readonly<Record<PageBox, string>>>;
}

/** `foot` stands at the left of each page's foot. Gives what takes the rules away again. */
export const adoptPageRules = (foot: string, isWide: boolean): (() => void) =>
  adoptRules({
    size: isWide ? 'A4 landscape' : 'A4',
    margin: '14mm 12mm 18mm',
    boxes: { 'bottom-left': foot.replaceAll('&', '&&'), 'bottom-right': '&page / &pages' },
  });

export function adoptRules({ size, margin, boxes }: PageRules): () => void {
  const sheet = new CSSStyleSheet();
  const small = 'font: 9pt system-ui, sans-serif; color: #555;';
  const drawn = Object.entries(boxes).map(([box, text]) => `@${box} { content: ${counted(text)}; ${small} }`);
  sheet.replaceSync(`
    @page { size: ${size}; margin: ${margin}; ${drawn.join(' ')} }
    @media print { :root { color-scheme: only light !important; } }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

/** `&page / &pages` as CSS content; `&&` is an ampersand. Pure. */
export function counted(text: string): string {
  const parts = text.split(/(&&|&pages?\b)/).filter((part) => part !== '');
  const words: Readonly<Record<string, string>> = { '&page': 'counter(page)', '&pages': 'counter(pages)', '&&': '"&"' };
  return parts.length === 0 ? '""' : parts.map((part) => words[part] ?? quoted(part)).join(' ');
}
