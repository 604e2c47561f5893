/**
 * The live release, compiled and kept. Requests take `current`; when the number in sys_setting is another one, `refresh`
 * loads and compiles it once, whoever asks.
 */
import type { Registries } from '../../metadata/contributions.js';
import { documentsHash } from '../../metadata/document/canonical.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Release } from '../context.js';
import type { Database } from '../database/database.js';
import { readDocuments, type Stored } from './document-rows.js';
import { sha256 } from '../sha256.js';

/** A release with where its documents come from. */
export interface LoadedRelease extends Release {
  readonly documents: readonly Stored[];
}

export interface ReleaseStore {
  /** The release last seen as live; number 0 without documents before the first was published. */
  current(): LoadedRelease;
  /** Looks which release is live and gives it. */
  refresh(): Promise<LoadedRelease>;
}

/** The number in sys_setting; 0 when nothing was ever published. */
export async function liveNumber(runner: Database['read']): Promise<number> {
  const row = (await runner('sys_setting').select('value').where({ name: 'live_release' }).first()) as
    { value: string } | undefined;
  return Number(row?.value ?? 0) || 0;
}

export async function openReleaseStore(
  database: Database,
  registries: Pick<Registries, 'field'>,
): Promise<ReleaseStore> {
  let release = compileRelease(0, [], registries);
  let loading: Promise<LoadedRelease> | undefined;
  const load = async (): Promise<LoadedRelease> => {
    const number = await liveNumber(database.read);
    if (number !== release.number)
      release = compileRelease(number, await readDocuments(database.read, number), registries);
    return release;
  };
  const store: ReleaseStore = {
    current: () => release,
    async refresh() {
      // Whoever asks while another load runs may have seen a newer number than that load: ask again after it.
      await loading?.catch(() => undefined);
      loading ??= load().finally(() => (loading = undefined));
      return loading;
    },
  };
  await store.refresh();
  return store;
}

export function compileRelease(
  number: number,
  documents: readonly Stored[],
  registries: Pick<Registries, 'field'>,
): LoadedRelease {
  const plain = documents.map((stored) => stored.document);
  return Object.freeze({
    number,
    documents,
    hash: documentsHash(plain, sha256),
    model: compileModel(plain, registries),
  });
}
