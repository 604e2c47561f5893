/** What `POST /api/records/:entity/export` and `…/print` take: the columns, the filter and the order of a list. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, oneOf, Path } from '../../../metadata/schema/common.js';
import { FilterSchema } from '../../../metadata/schema/query.js';

const list = {
  columns: Type.Array(
    closed({
      path: Path,
      /** The head as the list shows it; the field's own name unless stated. */
      label: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    }),
    { minItems: 1, maxItems: 60 },
  ),
  filter: Type.Optional(FilterSchema),
  sort: Type.Optional(Type.Array(closed({ by: Path, descending: Type.Optional(Type.Boolean()) }), { maxItems: 8 })),
};

export const PrintListSchema = closed(list);
export type PrintListRequest = Static<typeof PrintListSchema>;

export const ExportSchema = closed({ format: oneOf(['csv', 'xlsx']), ...list });
export type ExportRequest = Static<typeof ExportSchema>;
