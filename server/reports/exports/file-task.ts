/** Task of a work process: rows to a file, answered as bytes or written where it is told to. */
import { writeFile } from 'node:fs/promises';
import type { WorkContext } from '../../work/work-context.js';
import { receiveTables, type CarriedTables } from './carry-tables.js';
import { renderReport, type RenderInput } from './render-report.js';

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
  const { function: functions } = await context.registries();
  const bytes = await renderReport({ ...render, tables: await receiveTables(tables) }, functions);
  if (into === undefined) return { size: bytes.length, bytes };
  await writeFile(into, bytes, { flag: 'wx', mode: 0o600 });
  return { size: bytes.length };
}
