/** What the steps share that give existing rows their values: tools, the window of one batch, companion columns. */
import { companionValues } from '../../metadata/model/companions.js';
import type { Field, Model } from '../../metadata/model/model.js';
import type { Scalar } from '../../metadata/value.js';
import type { Context } from '../context.js';
import type { Database, Transaction } from '../database/database.js';

export interface FillTools {
  readonly database: Database;
  /** The model of the release being published. */
  readonly model: Model;
  readonly fold: (text: string) => string;
  /** The release being published, for work on its records. */
  readonly context: Context;
}

/** Rows of one transaction. */
export const batch = 500;

export interface Window {
  /** Rows with a greater id. */
  readonly after: string;
  /** Only rows without the value, or changed since then. */
  readonly since?: string;
  /** Only these rows. */
  readonly ids?: readonly string[];
}
export type Fill = (transaction: Transaction, window: Window) => Promise<string | undefined>;

/** Companion columns of a value as they are stored, by column. */
export function companions(
  tools: FillTools,
  field: Pick<Field, 'columns'>,
  value: Parameters<typeof companionValues>[1],
): Record<string, Scalar> {
  const { dialect } = tools.database;
  const values = companionValues(field, value, { fold: tools.fold, zone: tools.model.settings.timeZone });
  return Object.fromEntries(
    field.columns.flatMap((column) =>
      Object.hasOwn(values, column.name) ? [[column.name, dialect.encode(column, values[column.name] ?? null)]] : [],
    ),
  );
}
