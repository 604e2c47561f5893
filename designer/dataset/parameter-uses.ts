/** Where a dataset reads its parameters, by the ids of its steps. Pure. */
import { readTokens } from '../../metadata/dataset/sql-tokens.js';
import { dependenciesOf } from '../../metadata/expression/dependencies.js';
import { parseExpression } from '../../metadata/expression/parse.js';
import { isObject } from '../json/schema-walk.js';
import { queryOf, type DatasetPart } from './dataset-part.js';
import { stepsOf } from './steps.js';

/** Names of parameters by the id of the step that reads them. */
export function parameterUses(part: DatasetPart): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  const query = queryOf(part);
  for (const { id, index, kind } of stepsOf(part)) {
    const held =
      index !== undefined ? part.transforms?.[index]?.options
      : kind === 'source' ? (query ? undefined : part.source)
      : kind === 'filter' ? query?.where
      : kind === 'having' ? query?.having
      : kind === 'summary' || kind === 'columns' ? query?.select
      : undefined; // prettier-ignore
    found.set(id, new Set(namesIn(held, id === 'source')));
  }
  return found;
}

function namesIn(value: unknown, isSource: boolean): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, false));
  if (!isObject(value)) return [];
  const own = typeof value['parameter'] === 'string' ? [value['parameter']] : [];
  const expr = typeof value['expr'] === 'string' ? inExpression(value['expr']) : [];
  const sql = isSource && typeof value['sql'] === 'string' ? inSql(value['sql']) : [];
  const given = isSource && isObject(value['parameters']) ? Object.values(value['parameters']).flatMap((text) => (typeof text === 'string' ? inExpression(text) : [])) : []; // prettier-ignore
  return [...own, ...expr, ...sql, ...given, ...Object.values(value).flatMap((each) => namesIn(each, false))];
}

const inExpression = (text: string): readonly string[] => dependenciesOf(parseExpression(text).node).parameters;

/** Names after a colon; none while the text cannot be read. */
export function inSql(text: string): readonly string[] {
  try {
    return [...new Set(readTokens(text).flatMap(({ kind, text: name }) => (kind === 'parameter' ? [name] : [])))];
  } catch {
    return [];
  }
}
