/**
 * Rows on their way to a work process. Few go along with the task; many go through a file in pieces, because to pack them
 * in one go would hold the event loop, and are read there in pieces too.
 */
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { DataTable } from '../../../metadata/sheet/types.js';
import type { Value } from '../../../metadata/value.js';
import { pause } from './file-content.js';

export interface NamedTable {
  readonly name: string;
  readonly table: DataTable;
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

export async function receiveTables({ heads, file }: CarriedTables): Promise<readonly NamedTable[]> {
  if (file === undefined) return heads;
  const rows: (readonly Value[])[][] = heads.map(() => []);
  // Texts that come again and again, as names of groups do, are kept once.
  const known = new Map<string, string>();
  const once = (value: Value): Value => {
    if (typeof value !== 'string' || value.length > 80) return value;
    const held = known.get(value);
    if (held !== undefined) return held;
    if (known.size < 50_000) known.set(value, value);
    return value;
  };
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const [index, piece] = JSON.parse(line) as [number, (readonly Value[])[]];
    for (const row of piece) rows[index]!.push(row.map(once));
  }
  await rm(file, { force: true });
  return heads.map(({ name, table }, index) => ({ name, table: { ...table, rows: rows[index]! } }));
}

/** Pieces of a list. */
export function* piecesOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}
