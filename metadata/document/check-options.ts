/**
 * Findings that schemas cannot say: options of widgets and of charts of reports that have a `check`, the text of SQL
 * datasets, connections.
 */
import { sourcesOf } from '../dataset/sources.js';
import { readSql } from '../dataset/sql-statement.js';
import { SqlRefused } from '../dataset/sql-tokens.js';
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
  const statements = sourcesOf(document as Document).flatMap(({ at, source }) => checkSql(source, at));
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

/** SQL that is no reading statement is no document: no such text is ever stored, whoever sends it. */
export function checkSql(source: Source, at: string): readonly Problem[] {
  if (source.type !== 'sql') return [];
  try {
    readSql(source.sql, { foreign: source.connection !== undefined });
    return [];
  } catch (error) {
    if (!(error instanceof SqlRefused)) throw error;
    return [{ ...problem(`${at}/sql`, 'DATASET_SQL', error.words), from: error.from, to: error.to }];
  }
}

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
