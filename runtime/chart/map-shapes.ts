/** Shapes of maps from the server, each fetched once; only charts that are maps load this. */
import { ChartRefusal } from '../../metadata/chart/refusal.js';
import { ApiFailure, type ApiClient } from '../data/api-client.js';

const held = new WeakMap<ApiClient, Map<string, Promise<unknown>>>();

/** The map file; refuses the chart when there is none of that name. */
export function loadShapes(api: ApiClient, name: string): Promise<unknown> {
  const maps = held.get(api) ?? new Map<string, Promise<unknown>>();
  held.set(api, maps);
  const known = maps.get(name);
  if (known) return known;
  const loading = fetchShapes(api, name);
  maps.set(name, loading);
  // What failed is asked for again the next time.
  loading.catch(() => maps.delete(name));
  return loading;
}

async function fetchShapes(api: ApiClient, name: string): Promise<unknown> {
  try {
    return await api.get<unknown>(`/maps/${encodeURIComponent(name)}`);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 404) throw error;
    throw new ChartRefusal('unknownMap', { map: name }, `There is no map "${name}".`);
  }
}
