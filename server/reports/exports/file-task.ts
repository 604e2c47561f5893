/** Task of a work process: rows to a file, answered as bytes or written where it is told to. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { WorkContext } from '../../work/work-context.js';
import { receiveTables, type CarriedTables } from './carry-tables.js';
import { renderReport, type RenderInput } from './render-report.js';
import { bytesOf } from './zip.js';

export interface FileTaskInput {
  readonly render: Omit<RenderInput, 'tables'>;
  readonly tables: CarriedTables;
  /** Path of the file to write; without one the bytes are the answer. */
  readonly into?: string;
}

export interface FileTaskResult {
  readonly size: number;
  readonly bytes?: Uint8Array;
}

export async function fileTask({ render, tables, into }: FileTaskInput, context: WorkContext): Promise<FileTaskResult> {
  const input = { ...render, tables: await receiveTables(tables) };
  const pieces = renderReport(input, await context.registries(), { progress: (done) => context.progress(done) });
  if (into === undefined) {
    const bytes = await bytesOf(pieces);
    return { size: bytes.length, bytes };
  }
  // The next rows are made when these are written.
  const file = createWriteStream(into, { flags: 'wx', mode: 0o600 });
  await pipeline(pieces, file);
  return { size: file.bytesWritten };
}
