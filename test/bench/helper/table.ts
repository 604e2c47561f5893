/** One row of the outcome: what, both medians, their ratio, the budget, whether it holds. */
export interface Row {
  readonly what: string;
  readonly baseline?: string;
  readonly ours: string;
  readonly ratio?: number;
  /** Words of the budget: `>= 1.00 x`. */
  readonly budget: string;
  /** Undefined: told, not judged. */
  readonly ok?: boolean;
  readonly note?: string;
}

const widths = [52, 18, 18, 8, 16] as const;

export function printHead(title: string): void {
  console.log(`\n${title}`);
  console.log(line(['what', 'baseline', 'ours', 'ratio', 'budget'], 'verdict'));
}

export function printRow(row: Row): void {
  const ratio = row.ratio === undefined ? '' : row.ratio.toFixed(2);
  const verdict = row.ok === undefined ? '-' : row.ok ? 'ok' : 'OVER';
  const note = row.note === undefined ? '' : `   ${row.note}`;
  console.log(`${line([row.what, row.baseline ?? '', row.ours, ratio, row.budget], verdict)}${note}`);
}

const line = (cells: readonly string[], last: string): string =>
  `${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]!))).join(' ')}  ${last}`;

export const perSecond = (value: number): string => `${Math.round(value)}/s`;
export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const megabytes = (value: number): string => `${Math.round(value)} MB`;
export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
