/** Asking what an action would make, and running it. */
import type { ActionPreview } from '../../metadata/action/preview.js';
import { recordPath } from '../record/save-record.js';
import type { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';

export interface ActionBody {
  readonly version: number;
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly use?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
}

export interface ActionDone {
  readonly id: string;
  readonly version: number;
  readonly made: Readonly<
    Record<string, { readonly entity: string; readonly id: string; readonly label: string | null }>
  >;
  readonly opens?: { readonly entity: string; readonly id: string };
}

export interface ActionPlace {
  readonly entity: string;
  readonly id: string;
  readonly name: string;
}

const pathOf = ({ entity, id, name }: ActionPlace): string =>
  `${recordPath(entity, id)}/actions/${encodeURIComponent(name)}`;

/** Both throw ApiFailure. */
export const fetchPreview = (host: Host, place: ActionPlace): Promise<ActionPreview> =>
  host.api.get<ActionPreview>(pathOf(place));

/** `key` makes a repeated request run once; `seen` names duplicates that were looked at (record/duplicates.ts). */
export const sendRun = (
  host: Host,
  place: ActionPlace,
  { body, key, seen }: { readonly body: ActionBody; readonly key: string; readonly seen: readonly string[] },
): Promise<ActionDone> => {
  const duplicates = seen.length === 0 ? undefined : seen.includes('allow') ? 'allow' : seen.join(',');
  return host.api.post<ActionDone>(pathOf(place), body, { idempotencyKey: key, query: { duplicates } });
};

/** What a refusal says about the records that would be made: messages by step and field, and those of no field. */
export function findingsOf(failure: ApiFailure): {
  readonly byStep: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly general: readonly string[];
} {
  const details = Array.isArray(failure.details) ? (failure.details as Readonly<Record<string, unknown>>[]) : [];
  const found = details.flatMap(({ path, message }) =>
    typeof path === 'string' ? [{ path, message: String(message) }] : [],
  );
  const all = found.length > 0 ? found : [{ path: failure.path ?? '', message: failure.message }];
  const byStep = new Map<string, Map<string, string>>();
  const general: string[] = [];
  for (const { path, message } of all) {
    const [, as = '', ...rest] = path.split('/');
    if (rest.length === 0) general.push(message);
    else byStep.set(as, (byStep.get(as) ?? new Map<string, string>()).set(`/${rest.join('/')}`, message));
  }
  return { byStep, general };
}
