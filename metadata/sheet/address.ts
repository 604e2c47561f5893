/** Cell addresses of the spreadsheet kind: `A1` is row 0, column 0. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** Row and column from 0; undefined when the text is no address. */
export function parseAddress(text: string): Position | undefined {
  const match = /^([A-Z]{1,3})([1-9][0-9]{0,3})$/.exec(text);
  if (!match) return undefined;
  let column = 0;
  for (const letter of match[1]!) column = column * 26 + (letter.charCodeAt(0) - 64);
  return { row: Number(match[2]) - 1, column: column - 1 };
}

export function formatAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
