/** The first rows of a list: columns, filter and order of a view, or those stated here; each row opens its record. */
import { Type } from '@sinclair/typebox';
import type { WidgetType } from '../../../../metadata/contributions.js';
import { Name, Path } from '../../../../metadata/schema/common.js';
import { FilterSchema, SortSchema, type Filter, type Query, type Sort } from '../../../../metadata/schema/query.js';

const options = Type.Object(
  {
    entity: Name,
    /** Its columns, filter and sort are taken. */
    view: Type.Optional(Name),
    columns: Type.Optional(Type.Array(Path, { minItems: 1, maxItems: 12 })),
    /** Besides the view's; may read parameters. */
    where: Type.Optional(FilterSchema),
    sort: Type.Optional(Type.Array(SortSchema, { maxItems: 3 })),
    /** Rows shown, 10 unless stated. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  },
  { additionalProperties: false },
);

export interface ListOptions {
  readonly entity: string;
  readonly view?: string;
  readonly columns?: readonly string[];
  readonly where?: Filter;
  readonly sort?: readonly Sort[];
  readonly limit?: number;
}

export const definition: WidgetType = {
  id: 'list',
  label: { en: 'List', 'zh-CN': '列表', 'zh-TW': '清單', es: 'Lista' },
  icon: 'list',
  options,
  requests: () => [],
  query(given, model, knows): Query | undefined {
    const chosen = given as unknown as ListOptions;
    const entity = model.entities.get(chosen.entity);
    const view = chosen.view === undefined ? undefined : model.find('view', chosen.view);
    if (!entity || (chosen.view !== undefined && view?.entity !== entity.name)) return undefined;
    const paths = chosen.columns ?? view?.columns.map((column) => column.path) ?? entity.nameFields;
    const shown = paths.filter((path) => knows(entity.name, path));
    const filters = [view?.filter, chosen.where].filter((filter) => filter !== undefined);
    const sort = chosen.sort ?? view?.sort ?? [];
    return {
      entity: entity.name,
      select: [{ path: 'id', as: 'id' }, ...shown.filter((path) => path !== 'id').map((path) => ({ path }))],
      ...(filters.length === 0 ? {} : { where: filters.length === 1 ? filters[0]! : { and: filters } }),
      ...(sort.length === 0 ? {} : { sort: sort.filter((each) => knows(entity.name, each.by)) }),
      limit: chosen.limit ?? 10,
    };
  },
  mentions: (given) => {
    const { view } = given as unknown as ListOptions;
    return { documents: view === undefined ? [] : [{ at: '/view', kind: 'view', name: view }] };
  },
};
