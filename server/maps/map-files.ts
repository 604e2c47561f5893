/**
 * Shapes for map charts: files of the packages world-atlas, us-atlas and @svg-maps/china, or an administrator's own. A file in
 * `<data folder>/maps/<name>.json` takes the place of a packaged map of that name, or is a map of its own. Both TopoJSON
 * and GeoJSON are maps; areas are joined by `properties.code`, an ISO code, or their id.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { notFound, unprocessable } from '../errors.js';
import { chinaProvinces } from './china-provinces.js';
import { shapesOfDrawing } from './svg-map.js';

export interface MapFile {
  readonly text: string;
  readonly hash: string;
}

interface Packaged {
  readonly path: string;
  /** Makes a map of what the package holds. */
  read?(text: string): string;
}
const packaged: Readonly<Record<string, Packaged>> = {
  countries: { path: 'world-atlas/countries-110m.json' },
  countries_fine: { path: 'world-atlas/countries-50m.json' },
  us_states: { path: 'us-atlas/states-albers-10m.json' },
  china_provinces: { path: '@svg-maps/china/index.js', read: (text) => shapesOfDrawing(text, chinaProvinces) },
};

/** Bytes of an administrator's file. */
const LIMIT = 8_000_000;

/** Reads maps; `folder` need not exist. Files are kept in memory until they change on disk. */
export function createMapFiles(folder: string): { read(name: string): Promise<MapFile> } {
  const require = createRequire(import.meta.url);
  const held = new Map<string, { readonly changed: number; readonly file: MapFile }>();
  return {
    async read(name) {
      const own = join(folder, `${name}.json`);
      const info = await stat(own).catch(() => undefined);
      const shipped = !info?.isFile() && Object.hasOwn(packaged, name) ? packaged[name]! : undefined;
      const path = info?.isFile() ? own : shipped && require.resolve(shipped.path);
      if (path === undefined) throw notFound();
      if (info && info.size > LIMIT) throw badMap(name, say`it is larger than ${{ most: LIMIT / 1_000_000 }} MB`);
      const changed = path === own ? info!.mtimeMs : 0;
      const known = held.get(path);
      if (known?.changed === changed) return known.file;
      const stored = await readFile(path, 'utf8');
      const text = checkMap(name, shipped?.read ? shipped.read(stored) : stored);
      const file = { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 20) };
      held.set(path, { changed, file });
      return file;
    },
  };
}

function checkMap(name: string, text: string): string {
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    throw badMap(name, say`it is not JSON`);
  }
  const type = (map as { readonly type?: unknown } | null)?.type;
  if (type !== 'Topology' && type !== 'FeatureCollection') throw badMap(name, say`it is neither TopoJSON nor GeoJSON`);
  return text;
}

const badMap = (name: string, why: Words) =>
  unprocessable(
    'BAD_MAP',
    say`The map file ${{ name }}.json cannot be used: ${{ why }}. Replace it in the folder "maps".`,
  );
