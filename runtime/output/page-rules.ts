/**
 * How pages are cut while a print view is open: paper, margins, page numbers. Rules for pages hold for the whole document
 * only, so they are a sheet of the document that comes and goes with the view. Paper is white whatever the theme.
 */
const quoted = (text: string): string =>
  `"${[...text].map((each) => (/["\\]|\p{C}/u.test(each) ? `\\${each.codePointAt(0)!.toString(16)} ` : each)).join('')}"`;

/** `foot` stands at the left of each page's foot. Gives what takes the rules away again. */
export function adoptPageRules(foot: string, isWide: boolean): () => void {
  const sheet = new CSSStyleSheet();
  const small = 'font: 9pt system-ui, sans-serif; color: #555;';
  sheet.replaceSync(`
    @page {
      size: ${isWide ? 'A4 landscape' : 'A4'};
      margin: 14mm 12mm 18mm;
      @bottom-left { content: ${quoted(foot)}; ${small} }
      @bottom-right { content: counter(page) " / " counter(pages); ${small} }
    }
    @media print { :root { color-scheme: only light !important; } }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
