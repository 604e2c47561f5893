/** What a result column is, for charts, sheets and tables: type, label, and what its values mean. */
import type { ResultColumn } from '../../../metadata/contributions.js';
import type { BoundQuery, BoundSelect } from '../../../metadata/query/types.js';
import { labelText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';

/** Aggregates whose values may be added up to a figure of the whole. */
const additive: ReadonlySet<string | undefined> = new Set([undefined, 'sum', 'count']);

/** Aggregates whose values are still values of their field. */
const sameMeaning: ReadonlySet<string | undefined> = new Set([undefined, 'min', 'max']);

export function resultColumn(context: Context, bound: BoundQuery, select: BoundSelect): ResultColumn {
  const { language } = context.principal;
  const field = select.path?.field;
  const base = { name: select.as, type: select.type };
  if (!field) return { ...base, label: labelText(bound.entity.plural, language, bound.entity.name), scale: 0 };
  const named = select.path?.foreign?.leaf ?? field;
  const isSame = sameMeaning.has(select.aggregate);
  const isCount = select.aggregate === 'count' || select.aggregate === 'countDistinct';
  const target = field.target ?? (field.valueType === 'id' ? field.entity : undefined);
  const column = field.columns[0];
  const scale = column?.type === 'decimal' ? (column.scale ?? 2) : column?.type === 'integer' ? 0 : undefined;
  const isFigure = scale !== undefined && !isCount && select.aggregate !== 'avg';
  return {
    ...base,
    label: labelText(named.label, language, named.name),
    ...(select.grain ? { grain: select.grain } : {}),
    ...(isSame && field.dictionary !== undefined ? { dictionary: field.dictionary } : {}),
    ...(isSame && target !== undefined && !select.masked ? { target } : {}),
    ...(isFigure && !select.masked ? { scale } : {}),
    ...(isCount ? { scale: 0 } : {}),
    ...(additive.has(select.aggregate) ? {} : { additive: false as const }),
    ...(!isCount && field.type.isFraction?.(field.document) ? { percent: true as const } : {}),
    ...(!isCount && field.type.isMoney?.(field.document) ? { currency: context.release.model.settings.currency } : {}),
  };
}
