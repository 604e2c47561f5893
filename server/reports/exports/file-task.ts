/** Task of a work process: rows to a file, answered as bytes or written where it is told to. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Registries } from '../../../metadata/contributions.js';
import type { WorkContext } from '../../work/work-context.js';
import { receiveTables, type CarriedTables, type ReceivedTable } from './carry-tables.js';
import { renderReport, type RenderInput } from './render-report.js';
import { bytesOf } from './zip.js';

export interface FileTaskInput {
  readonly render: Omit<RenderInput, 'tables'>;
  readonly tables: readonly ReceivedTable[];
  readonly carried: CarriedTables;
  /** Path of the file to write; without one the bytes are the answer. */
  readonly into?: string;
}

export interface FileTaskResult {
  readonly size: number;
  readonly bytes?: Uint8Array;
}

export async function fileTask(
  { render, tables, carried, into }: FileTaskInput,
  context: WorkContext,
): Promise<FileTaskResult> {
  const input = { ...render, tables: [...tables, ...(await receiveTables(carried))] };
  const progress = (done: number) => context.progress(done);
  return writeFile(input, { registries: await context.registries(), progress, into });
}

export async function writeFile(
  input: RenderInput,
  { registries, progress, into }: { readonly registries: Registries; progress(done: number): void; readonly into: string | undefined }, // prettier-ignore
): Promise<FileTaskResult> {
  const pieces = renderReport(input, registries, { progress });
  if (into === undefined) {
    const bytes = await bytesOf(pieces);
    return { size: bytes.length, bytes };
  }
  // The next rows are made when these are written.
  const file = createWriteStream(into, { flags: 'wx', mode: 0o600 });
  await pipeline(pieces, file);
  return { size: file.bytesWritten };
}
