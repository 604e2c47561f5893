/** What is in files of reports, read by others than those who write them: words of `pdftotext -bbox`, tables of a page. */

export interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Words with their middles, in points. */
export function wordsOfPdf(xml: string): readonly Word[] {
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g;
  return [...xml.matchAll(word)].map(([, x1, y1, x2, y2, text]) => ({
    text: unescape(text!),
    x: (Number(x1) + Number(x2)) / 2,
    y: (Number(y1) + Number(y2)) / 2,
  }));
}

/** Texts by row and column, spans counted. */
export function tableOfHtml(html: string): readonly (readonly string[])[] {
  const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map((row) => [...row[1]!.matchAll(/<(td|th)([^>]*)>(.*?)<\/\1>/g)]);
  const shown: string[][] = rows.map(() => []);
  rows.forEach((cells, row) => {
    let column = 0;
    for (const [, , attributes = '', text = ''] of cells) {
      while (shown[row]![column] !== undefined) column++;
      const span = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1);
      for (let r = row; r < row + span('rowspan'); r++)
        for (let c = column; c < column + span('colspan'); c++) shown[r]![c] = r === row && c === column ? unescape(text) : '';
    }
  });
  return shown;
} // prettier-ignore

/** The words of each page, in the order of `pdftotext -bbox`. */
export const pagesOfPdf = (xml: string): string[][] =>
  xml.split('</page>').slice(0, -1).map((page) => wordsOfPdf(page).map(({ text }) => text)); // prettier-ignore
