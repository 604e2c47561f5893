/**
 * Findings that schemas cannot say: options of widgets, of charts of reports and of sources that have a `check`,
 * connections.
 */
import { sourcesOf } from '../dataset/sources.js';
import type { Registries } from '../contributions.js';
import type { ConnectionDocument } from '../schema/connection.js';
import type { WidgetDocument } from '../schema/dashboard.js';
import type { ReportChart, ReportDocument } from '../schema/report.js';
import type { Source } from '../schema/dataset.js';
import type { Document, Kind } from '../schema/kinds.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';

/** The document has passed its kind's schema. */
export function checkOptions(kind: Kind, document: unknown, registries: Registries): readonly Problem[] {
  if (kind === 'connection') return checkConnection(document as ConnectionDocument);
  const statements = sourcesOf(document as Document).flatMap(({ at, source }) =>
    checkSource(source, `${at}/source`, registries),
  );
  if (kind === 'report') return [...statements, ...checkCharts(document as ReportDocument, registries)];
  if (kind !== 'dashboard') return statements;
  const { widgets } = document as { readonly widgets: readonly WidgetDocument[] };
  const options = widgets.flatMap(({ type, options = {} }, index) =>
    (registries.widget.find(type)?.check?.(options, registries) ?? []).map((found) => ({
      ...found,
      path: `/widgets/${index}/options${found.path}`,
    })),
  );
  return [...statements, ...options];
}

function checkCharts({ charts = [] }: ReportDocument, { chart: types }: Registries): readonly Problem[] {
  return (charts as readonly ReportChart[]).flatMap((chart, index) =>
    (types.find(chart.chart)?.check?.(chart) ?? []).map((found) => ({
      ...found,
      path: `/charts/${index}${found.path}`,
    })),
  );
}

/** What its type finds in a source that has passed its schema; `at` is the pointer of the source. */
export const checkSource = (
  source: Source,
  at: string,
  { source: types }: Pick<Registries, 'source'>,
): readonly Problem[] =>
  (types.find(source.type)?.check?.(source) ?? []).map((found) => ({ ...found, path: at + found.path }));

const ofServer = ['host', 'port', 'user'] as const;

function checkConnection(connection: ConnectionDocument): readonly Problem[] {
  const { type, database } = connection;
  if (type === 'mysql') {
    const missing = ofServer.filter((key) => connection[key] === undefined);
    const isFile = database.includes('.');
    return [
      ...missing.map((key) => problem(`/${key}`, 'MISSING_KEY', say`A connection to a server needs "${{ key }}".`)),
      ...(isFile ? [problem('/database', 'CONNECTION_DATABASE', 'This is the name of a file: name a database of the server.')] : []),
    ];
  }
  const over = [...ofServer, 'secret' as const].filter((key) => connection[key] !== undefined);
  return [
    ...over.map((key) => problem(`/${key}`, 'UNKNOWN_KEY', say`A connection to a file has no "${{ key }}": take it out.`)),
    ...(database.includes('.') ? [] : [problem('/database', 'CONNECTION_DATABASE', 'Name a file that ends in .db or .sqlite, in the folder "connections" of the data folder.')]),
  ];
} // prettier-ignore
