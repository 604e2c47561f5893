/**
 * Rows on their way to a work process. Few go along with the task; many go through a file in pieces, because to pack them
 * in one go would hold the event loop, and are read there, piece by piece,
 * as columns.
 */
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { ColumnTable, DataTable } from '../../../metadata/sheet/types.js';
import type { Value } from '../../../metadata/value.js';
import { ColumnBuilder } from './column-builder.js';
import { pause } from './file-content.js';

export interface NamedTable {
  readonly name: string;
  readonly table: DataTable;
}

export interface ReceivedTable {
  readonly name: string;
  readonly table: DataTable | ColumnTable;
}

/** Tables without their rows, and where the rows are. */
export interface CarriedTables {
  readonly heads: readonly NamedTable[];
  /** Of all tables in their order, `[table, rows]` a line; absent: they are in the heads. */
  readonly file?: string;
}

const PIECE = 500;

/** Rows of one dataset, a piece at a time: `[rows]` as the sheet reads them. */
export interface RowSource {
  readonly name: string;
  readonly head: Omit<DataTable, 'rows'>;
  readonly pieces: Iterable<readonly (readonly Value[])[]>;
}

export async function carryInline(sources: readonly RowSource[]): Promise<readonly NamedTable[]> {
  const tables: NamedTable[] = [];
  for (const { name, head, pieces } of sources) {
    const rows: (readonly Value[])[] = [];
    for (const piece of pieces) {
      for (const row of piece) rows.push(row);
      await pause();
    }
    tables.push({ name, table: { ...head, rows } });
  }
  return tables;
}

export async function carryByFile(sources: readonly RowSource[], file: string): Promise<CarriedTables> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for (const [index, { pieces }] of sources.entries())
      for (const piece of pieces) await handle.write(`${JSON.stringify([index, piece])}\n`);
  } finally {
    await handle.close();
  }
  return { heads: sources.map(({ name, head }) => ({ name, table: { ...head, rows: [] } })), file };
}

export async function receiveTables({ heads, file }: CarriedTables): Promise<readonly ReceivedTable[]> {
  if (file === undefined) return heads;
  const columns = heads.map(({ table }) => table.columns.map(() => new ColumnBuilder()));
  const lengths = heads.map(() => 0);
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const [index, piece] = JSON.parse(line) as [number, (readonly Value[])[]];
    lengths[index]! += piece.length;
    for (const row of piece) for (const [at, column] of columns[index]!.entries()) column.add(row[at] ?? null);
  }
  await rm(file, { force: true });
  return heads.map(({ name, table: { columns: names, rows: _, ...table } }, index) => {
    const fields = new Map(names.map((each, at) => [each, columns[index]![at]!.finish()]));
    return { name, table: { ...table, length: lengths[index]!, fields } };
  });
}

/** Pieces of a list. */
export function* piecesOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}
