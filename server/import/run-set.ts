/** The import maps of one set over the files of a folder, in their order, as one run with one report. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Words } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { unprocessable } from '../errors.js';
import type { ImportReport, MapReport } from './report.js';
import { emptyReport, runMap } from './run-map.js';

export interface SetOptions {
  readonly signal?: AbortSignal;
  /** Rows of each file that are read at most. */
  readonly limit?: number;
  /** Called when a map begins and as its rows go through. */
  progress?(map: string, rows: number): void;
}

/** Sets that the release has maps for. */
export const importSets = (context: Context): readonly string[] => [
  ...new Set(context.release.model.list('import_map').flatMap((map) => (map.set === undefined ? [] : [map.set]))),
];

/** Throws 422 UNKNOWN_IMPORT_SET. A missing file is told in the report of its map, and the others run. */
export async function runImportSet(
  context: Context,
  set: string,
  folder: string,
  options: SetOptions = {},
): Promise<ImportReport> {
  const maps = context.release.model.list('import_map').filter((map) => map.set === set);
  if (maps.length === 0) {
    const known = importSets(context).join(', ') || say`none`;
    const words = say`There are no import maps of the set "${{ set }}". Known: ${{ known }}.`;
    throw unprocessable('UNKNOWN_IMPORT_SET', words);
  }
  const ordered = [...maps].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const startedAt = context.clock.now().toISOString();
  const written = new Map<string, Map<string, string>>();
  const reports: MapReport[] = [];
  for (const map of ordered) {
    options.progress?.(map.name, 0);
    const file = await readMapFile(map, folder);
    if ('problem' in file) {
      reports.push(emptyReport(map, [file.problem]));
      continue;
    }
    const progress = (rows: number): void => options.progress?.(map.name, rows);
    const signal = options.signal ? { signal: options.signal } : {};
    const limit = options.limit === undefined ? {} : { limit: options.limit };
    const report = await runMap(context, map, file.bytes, { written, progress, ...signal, ...limit });
    reports.push(report);
    // The maps that follow build on this one.
    if (report.problems.some(({ code }) => code === 'PERMISSION_CHANGED')) break;
  }
  const report = { set, startedAt, endedAt: context.clock.now().toISOString(), maps: reports };
  await recordImport(context, report);
  return report;
}

/** One line of the log for a run that wrote something. */
async function recordImport(context: Context, { set, maps }: ImportReport): Promise<void> {
  const written = maps.filter(({ created, updated }) => created + updated > 0);
  if (written.length === 0) return;
  const counts = written.map(({ map, entity, created, updated }) => ({ map, entity, created, updated }));
  const who = context.principal.kind === 'user' ? { userId: context.principal.id } : {};
  const event = { type: 'records.imported', ...who, data: { set, maps: counts } };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
}

/** Plain names below the folder only: a map comes from a package or a designer and may not read elsewhere. */
const safePath = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

async function readMapFile(map: ImportMapDocument, folder: string) {
  const refused = (code: string, words: Words) => ({ problem: problem('/file', code, words) });
  const { file } = map;
  if (file === undefined) return refused('NO_FILE', say`The map "${{ map: map.name }}" names no file. Name one.`);
  if (!safePath.test(file))
    return refused(
      'BAD_FILE_NAME',
      say`"${{ file }}" is no plain path below the folder of the data. Correct it in the map.`,
    );
  try {
    return { bytes: await readFile(join(folder, file)) };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    return refused('FILE_MISSING', say`There is no file ${{ file }} in the folder of the data. Put it there.`);
  }
}
