/** All that a plugin's server half may import. */
import type { Parsed } from '../metadata/contributions.js';
import type { FieldDocument } from '../metadata/schema/entity.js';
import type { Field } from '../metadata/model/model.js';
import type { QuerySource, SqlSource } from '../metadata/schema/dataset.js';
import type { Value } from '../metadata/value.js';
import type { Context } from './context.js';
import type { Transaction } from './database/database.js';
import type { JobHandler, JobRun } from './jobs/port.js';
import type { MailAttachment } from './mail/mailer.js';
import type { FileOrder, MadeFile } from './reports/exports/file-job.js';
import type { RowOrder, RowsBrought } from './start/import-rows.js';
import type { DatasetRows, SourceRequest } from './reports/sources/dataset-rows.js';

/** Server half of a field type; every ability is optional. */
export interface FieldServer {
  readonly id: string;
  /** The value of a generated field for a new record, inside the write transaction. */
  generate?(context: Context, transaction: Transaction, field: Field): Promise<Value>;
  /** What becomes of a value that a body carries, after `parse`: markup without what could run. */
  accept?(value: Value, field: Field): Parsed;
  /** Of a sealed type: what is stored instead of the value. */
  seal?(context: Context, value: Value, field: Field): string;
}

/** Server half of a job type. */
export interface JobServer {
  readonly id: string;
  readonly run: JobHandler;
}

/** Server half of a source of datasets: rows for whoever the context says, with their rights and no others. */
export interface SourceServer {
  readonly id: string;
  load(context: Context, request: SourceRequest): Promise<DatasetRows>;
  /** True where this source needs nothing but records, its document and the pool: a work process may load it by itself. */
  loadsAnywhere?(source: SourceRequest['source']): boolean;
}

/** Something on its way to one recipient. */
export interface ChannelDelivery {
  /** As mails are named, `01j…@crm.example.com`; the same when it is sent again, so that it can be known as the same. */
  readonly id: string;
  /** As `addressOf` gave it, or an address outside. */
  readonly address: string;
  readonly title: string;
  /** Of the words in it: `zh-CN`. */
  readonly language: string;
  readonly text: string;
  /** The same words, marked up. */
  readonly html: string;
  readonly files: readonly MailAttachment[];
  /** Page where its reader ends such deliveries; of people of the site, of schedules of others. */
  readonly leave?: string;
}

/** Server half of a channel. */
export interface ChannelServer {
  readonly id: string;
  /** Why nothing can be sent by it here, as a code (`MAIL_OFF`); undefined when it can. */
  problem(context: Context): string | undefined;
  /** Where a person is reached by it; undefined: nowhere. The context is the system's. */
  addressOf(context: Context, userId: string): Promise<string | undefined>;
  /** Whether this is an address outside; only of a channel whose type takes such. */
  isAddress?(text: string): boolean;
  /** Returns when it was taken over. Rejects with DeliveryRefused when it never will be, else it is tried again. */
  send(context: Context, delivery: ChannelDelivery): Promise<void>;
}

/** A plugin: documents stand in its folder `metadata/`, contributions in folders by kind; this is what needs code. */
export interface Plugin {
  readonly id: string;
  /** Rows of a made-up company, installed with the first start unless TRELLIS_DEMO=0; pure in seed and date. */
  readonly sample?: (seed: number, today: string) => SampleData;
}

/** Sample rows by entity in the order to be written; `key` of a row may be referred to by `{"$ref": key}` values. */
export interface SampleData {
  readonly users: readonly {
    readonly key: string;
    readonly login: string;
    readonly roles: readonly string[];
    readonly record: Readonly<Record<string, unknown>>;
  }[];
  readonly tables: readonly {
    readonly entity: string;
    readonly rows: readonly { readonly key: string; readonly values: Readonly<Record<string, unknown>> }[];
  }[];
}

export type { DatasetRows, SourceRequest } from './reports/sources/dataset-rows.js';
export { closedRows } from './reports/sources/dataset-rows.js';
export type { MessageSource } from './messages/messages.js';
export type { Context, Field, FieldDocument, JobHandler, Parsed, Transaction, Value };
export { ApiError } from './errors.js';
export { isMailAddress } from './mail/mail-address.js';
export { DeliveryRefused } from './schedules/delivery-refused.js';
export { getRecord } from './records/get.js';
export { repairRollUps, type RollUpRepair } from './records/repair-roll-ups.js';
export { runBatch } from './records/batch/run-batch.js';
export { undoBatch } from './records/batch/undo-batch.js';
export { buildKeys } from './duplicates/build-keys.js';
export { runPrintJob } from './print/run-print-job.js';
export { dropResults as dropPrintResults } from './print/kept-prints.js';
export { reindexAll } from './search/reindex.js';
export { runSchedule } from './schedules/run-schedule.js';
export { sendDelivery } from './schedules/send-delivery.js';

/** A query of records, through the one gate; loaded with the first report. */
export const loadQuery = async (context: Context, request: SourceRequest): Promise<DatasetRows> =>
  (await import('./reports/sources/query.js')).loadQuery(context, request as SourceRequest<QuerySource>);
/** One SELECT over entities or over a connection. */
export async function loadSql(context: Context, request: SourceRequest): Promise<DatasetRows> {
  const asked = request as SourceRequest<SqlSource>;
  if (asked.source.connection === undefined) return (await import('./reports/sources/sql.js')).loadSql(context, asked);
  return (await import('./reports/sources/connection.js')).loadConnection(context, asked);
}

/** A report as a file, loaded with the first one. */
export const makeReportFile = async (context: Context, order: FileOrder, run: JobRun): Promise<MadeFile> =>
  (await import('./reports/exports/file-job.js')).makeFile(context, order, run);
/** Rows of a file that somebody brought. */
export const importRows = async (context: Context, order: RowOrder, run: JobRun): Promise<RowsBrought> =>
  (await import('./start/import-rows.js')).importRows(context, order, run);
/** Deletes files that are older than a day. */
export const removeOldFiles = async (context: Context): Promise<number> =>
  (await import('./reports/exports/file-job.js')).removeOldFiles(context);

export { seal, unseal } from './seal.js';
export { lazyPackage } from './lazy-package.js';
