/** A query of records as a dataset: read through the one gate, grouped by the database where a sheet needs no more. */
import type { ResultColumn } from '../../../metadata/contributions.js';
import type { Field } from '../../../metadata/model/model.js';
import { checkQuery } from '../../../metadata/query/check.js';
import { guardQuery } from '../../../metadata/query/guard.js';
import { readablePart } from '../../../metadata/query/readable-part.js';
import type { QuerySource } from '../../../metadata/schema/dataset.js';
import type { Query } from '../../../metadata/schema/query.js';
import { isPushed, type NotPushed, type PushDown } from '../../../metadata/sheet/push-down.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { queryColumns } from '../../records/query-columns.js';
import { runQuery } from '../../records/query.js';
import {
  closedRows,
  DATASET_ROWS,
  MoreRows,
  packedRows,
  tooLarge,
  type DatasetRows,
  type SourceRequest,
} from './dataset-rows.js';

export async function loadQuery(
  context: Context,
  { name, source: { query }, parameters, whole, group, byRows, most = Infinity, first }: SourceRequest<QuerySource>,
): Promise<DatasetRows> {
  const part = whole
    ? { query, withheld: undefined, helper: undefined }
    : readablePart(query, context.release.model, context.access);
  if (!part.query) return closedRows(part.withheld ?? []);
  const grouped = groupedQuery(context, part.query, group);
  const isGrouped = isPushed(grouped);
  const asked = isGrouped ? grouped.query : part.query;
  const behind = { query: part.query, by: asked.select.filter(({ aggregate }) => aggregate === undefined) };
  const rest = {
    ordered: (asked.sort?.length ?? 0) > 0,
    ...(isGrouped ? { merges: grouped.merges, behind } : { kept: grouped }),
    ...(whole ? {} : { withheld: part.withheld ?? [] }),
  };
  const shown = (columns: readonly ResultColumn[]) => columns.filter((column) => column.name !== part.helper);
  if (first !== undefined) {
    const { limit: wanted = DATASET_ROWS, offset = 0 } = asked;
    const page = { ...asked, limit: Math.min(wanted, first), count: true };
    const {
      columns,
      rows,
      total = rows.length,
    } = await runQuery(context, page, parameters, { maxLimit: DATASET_ROWS });
    return { columns: shown(columns), rows, ...rest, first: { total: Math.min(Math.max(0, total - offset), wanted) } };
  }
  const packed = byRows ? undefined : await queryColumns(context, asked, parameters, { maxLimit: DATASET_ROWS, most });
  if (packed === 'over') throw most < DATASET_ROWS ? new MoreRows() : tooLarge(name);
  if (packed) return packedRows({ columns: shown(packed.columns), ...rest }, packed);
  const limit = Math.min(asked.limit ?? DATASET_ROWS, most + 1);
  const { columns, rows } = await runQuery(context, { ...asked, limit }, parameters, { maxLimit: DATASET_ROWS });
  if (rows.length > most) throw new MoreRows();
  if (asked.limit === undefined && rows.length >= DATASET_ROWS) throw tooLarge(name);
  return { columns: shown(columns), rows, ...rest };
}

function groupedQuery(
  context: Context,
  query: Query,
  group: ((query: Query) => PushDown | NotPushed) | undefined,
): PushDown | NotPushed {
  if (!group) return { reason: say`Its rows come from another dataset.` };
  const plan = group(query);
  return isPushed(plan) && !mayGroup(context, plan.query)
    ? { reason: say`One of its columns cannot be grouped.` }
    : plan;
}

/**
 * Masked fields may be shown and not grouped; formulas without a column and some types cannot be. The least name of a
 * look-up or label of a choice is not that of the least id or code.
 */
export function mayGroup({ release: { model }, access }: Context, query: Query): boolean {
  const found = checkQuery(query, model);
  if ('problems' in found || 'problems' in guardQuery(found.query, access, model)) return false;
  return found.query.select.every(({ path, aggregate }) => {
    if (!path) return true;
    const isExtreme = aggregate === 'min' || aggregate === 'max';
    return path.field.columns.length > 0 && !(isExtreme && isNamed(path.field));
  });
}

const isNamed = ({ valueType, targets, dictionary }: Field): boolean =>
  valueType === 'id' || targets !== undefined || dictionary !== undefined;
