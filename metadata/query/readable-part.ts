/**
 * What of a stored query its reader may have: parts of a report or a dashboard that may not be read are told as "no
 * access" beside the others (docs/sheets.md, R40). A column is left out where nothing else depends on it; where the
 * rows, their order or their groups come from what may not be read, nothing is left. What a request itself asks for
 * never comes here: it is refused as a whole (prepare.ts).
 */
import type { Access } from '../access/types.js';
import type { Model } from '../model/model.js';
import type { Query, Select } from '../schema/query.js';
import { checkQuery } from './check.js';
import { guardQuery } from './guard.js';
import type { CheckedQuery } from './types.js';

export interface ReadablePart {
  /** Undefined: no part of it may be read. */
  readonly query: Query | undefined;
  /** Names of the columns that were left out. */
  readonly withheld: readonly string[];
  /** A column of `query` that was not asked for and keeps its rows groups: nobody is shown it. */
  readonly helper?: string;
}

/** A query that does not fit the model stays as it is, so that running it says what is wrong with it. */
export function readablePart(query: Query, model: Model, access: Access): ReadablePart {
  const found = checkQuery(query, model);
  if ('problems' in found) return { query: access.mayEver('read', query.entity) ? query : undefined, withheld: [] };
  const { query: checked } = found;
  if (isReadable(checked, model, access)) return { query, withheld: [] };
  const { select: _select, ...bare } = checked;
  const alone = (item: CheckedQuery['select'][number]): CheckedQuery => {
    const { where: _where, having: _having, ...rest } = bare;
    return { ...rest, select: [item], sort: [] };
  };
  const blind = checked.select.filter((item) => !isReadable(alone(item), model, access));
  const withheld = blind.map((item) => item.as);
  const isGroup = checked.grouped && blind.some((item) => item.aggregate === undefined);
  const isOrder = query.sort?.some((item) => withheld.includes(item.by)) ?? false;
  const kept = query.select.filter((_item, index) => !blind.includes(checked.select[index]!));
  if (isGroup || isOrder || kept.length === 0) return { query: undefined, withheld };
  // Without an aggregate the groups would be rows of their own.
  const isUngrouped = checked.grouped && kept.every((item) => item.aggregate === undefined);
  const helper: Select | undefined = isUngrouped ? { aggregate: 'count', as: freeName(query.select) } : undefined;
  const rest = { ...query, select: helper ? [...kept, helper] : kept };
  const again = checkQuery(rest, model);
  if ('problems' in again || !isReadable(again.query, model, access)) return { query: undefined, withheld };
  return { query: rest, withheld, ...(helper ? { helper: helper.as! } : {}) };
}

const isReadable = (checked: CheckedQuery, model: Model, access: Access): boolean =>
  !('problems' in guardQuery(checked, access, model));

function freeName(select: readonly Select[]): string {
  const taken = new Set(select.map((item) => item.as ?? item.path ?? item.aggregate));
  let name = 'rows_counted';
  while (taken.has(name)) name += '_';
  return name;
}
