/** What an import run has to tell: as data, and as text for the command line and the run's page. */
import type { Finding } from '../../metadata/import/findings.js';
import { labelText, type Label, type Problem } from '../../metadata/value.js';

export interface RejectedRow {
  readonly line: number;
  readonly problems: readonly Problem[];
}

export interface MapReport {
  readonly map: string;
  readonly label: Label;
  readonly entity: string;
  readonly file: string;
  /** Rows of the file, broken ones included. */
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  /** Rows that add nothing: the record exists, or an earlier row said it. */
  readonly skipped: number;
  readonly rejected: number;
  /** The first thousand of them. */
  readonly rejects: readonly RejectedRow[];
  readonly findings: readonly Finding[];
  /** Columns of the file that the map does not take. */
  readonly ignored: readonly string[];
  /** Why the map was not run at all, for the file is missing or does not fit; or not to its end. */
  readonly problems: readonly Problem[];
}

export interface ImportReport {
  readonly set: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly maps: readonly MapReport[];
}

/** Plain text, one block per map: counts, then every finding with its count and its first lines. */
export function printReport(report: ImportReport, language = 'en'): string {
  const blocks = report.maps.map((map) => printMap(map, language));
  const total = (count: (map: MapReport) => number) => report.maps.reduce((sum, map) => sum + count(map), 0);
  const summary = `${report.set}: ${total((map) => map.created)} created, ${total((map) => map.updated)} updated, ${total((map) => map.skipped)} skipped, ${total((map) => map.rejected)} rejected.`;
  return `${[...blocks, summary].join('\n\n')}\n`;
}

function printMap(map: MapReport, language: string): string {
  const head = `${labelText(map.label, language, map.map)} (${map.file} -> ${map.entity})`;
  if (map.problems.length > 0 && map.rows === 0)
    return [head, ...map.problems.map((problem) => `  not run: ${problem.message}`)].join('\n');
  const counts = `  ${map.rows} rows: ${map.created} created, ${map.updated} updated, ${map.skipped} skipped, ${map.rejected} rejected`;
  const ignored = map.ignored.length > 0 ? [`  columns not taken: ${map.ignored.join(', ')}`] : [];
  const ended = map.problems.map((problem) => `  ended: ${problem.message}`);
  return [head, counts, ...ended, ...ignored, ...map.findings.map((finding) => printFinding(finding, language))].join(
    '\n',
  );
}

function printFinding(finding: Finding, language: string): string {
  const where = [finding.path, finding.head === undefined ? undefined : `column "${finding.head}"`]
    .filter(Boolean)
    .join(', ');
  const what = finding.label === undefined ? finding.message : labelText(finding.label, language);
  const from = finding.from !== undefined && !what.includes(finding.from) ? ` [${finding.from}]` : '';
  const lines =
    finding.lines.length === 0
      ? ''
      : ` (line ${finding.lines.join(', ')}${finding.count > finding.lines.length ? ', …' : ''})`;
  const sign = finding.severity === 'error' ? '!' : '-';
  return `  ${sign} ${finding.count} x ${where === '' ? '' : `${where}: `}${what}${from}${lines}`;
}
