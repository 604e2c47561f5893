/**
 * Tables as text: what spreadsheets put on the clipboard (values between tabs, rows between line ends, quotes round what
 * holds either) and back, and the same as an HTML table. Pure.
 */
export type TextTable = readonly (readonly string[])[];

export function toTabText(rows: TextTable): string {
  const quoted = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

export function toHtmlTable(rows: TextTable): string {
  const cell = (text: string) => `<td>${escapeHtml(text).replaceAll('\n', '<br>')}</td>`;
  return `<table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign]!);

/** A line end at the very end opens no further row; a quote inside a value that does not begin with one is a quote. */
export function parseTabText(text: string): TextTable {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = () => {
    rows.push(row);
    row = [];
  };
  while (at <= text.length) {
    const { value, next } = readValue(text, at);
    row.push(value);
    if (next >= text.length) {
      endRow();
      break;
    }
    const sign = text[next]!;
    at = next + 1;
    if (sign === '\t') continue;
    if (sign === '\r' && text[at] === '\n') at += 1;
    endRow();
    if (at >= text.length) break;
  }
  return rows;
}

function readValue(text: string, from: number): { readonly value: string; readonly next: number } {
  if (text[from] === '"') {
    let at = from + 1;
    let value = '';
    for (;;) {
      const end = text.indexOf('"', at);
      if (end < 0) break;
      value += text.slice(at, end);
      if (text[end + 1] === '"') {
        value += '"';
        at = end + 2;
        continue;
      }
      const after = text[end + 1];
      if (after === undefined || after === '\t' || after === '\n' || after === '\r') return { value, next: end + 1 };
      break;
    }
  }
  const rest = /[\t\n\r]/g;
  rest.lastIndex = from;
  const found = rest.exec(text);
  const next = found ? found.index : text.length;
  return { value: text.slice(from, next), next };
}
