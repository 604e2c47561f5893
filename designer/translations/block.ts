/** Blocks of cells on the clipboard, as spreadsheets write them: tabs between cells, quotes around line breaks. Pure. */

export const blockText = (cells: readonly (readonly string[])[]): string =>
  cells.map((line) => line.map(quoted).join('\t')).join('\n');

const quoted = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Cells of what was copied; a line break at the end is none of a cell. */
export function readBlock(text: string): readonly (readonly string[])[] {
  return readDelimited(text, '\t');
}

/** Lines of cells; a cell that begins with a quote goes on to the quote that ends it. */
export function readDelimited(text: string, delimiter: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  const endLine = () => {
    lines.push(line);
    line = [];
  };
  while (at <= text.length) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) {
          cell += text.slice(at);
          at = text.length;
          break;
        }
        cell += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
    cell += text.slice(at, end);
    line.push(cell.replace(/\r\n?/g, '\n'));
    if (end >= text.length) break;
    if (text[end] === delimiter) {
      at = end + 1;
      continue;
    }
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    endLine();
    if (at >= text.length) return lines;
  }
  endLine();
  return lines;
}
