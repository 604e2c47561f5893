/** A query of records: the one gate decides what of it its reader gets. */
import { sourceType } from '../../../../metadata/dataset/source-type.js';
import { below } from '../../../../metadata/document/pointer.js';
import { checkQuery } from '../../../../metadata/query/check.js';
import { QuerySourceSchema, type QuerySource } from '../../../../metadata/schema/dataset.js';

export const definition = sourceType<QuerySource>({
  id: 'query',
  label: { en: 'Records', 'zh-CN': '记录', 'zh-TW': '記錄', es: 'Registros' },
  icon: 'table',
  schema: QuerySourceSchema,
  editor: 'query',
  typed: true,
  query: ({ query }) => query,
  entities: ({ query }) => [query.entity],
  sites: ({ query }, { at, parameters }) => [{ is: 'query', at: below(at, 'query'), query, parameters }],
  columns({ query }, model) {
    const checked = checkQuery(query, model);
    return 'query' in checked ? new Map(checked.query.select.map(({ as, type }) => [as, type])) : undefined;
  },
});
