/** Which rows of a shared sheet are asked for, as the query of an address: `from=0&to=500&orAll=3000`. */
import { Type, type Static } from '@sinclair/typebox';
import { closed } from '../../metadata/schema/common.js';
import type { PageOfRows } from '../../metadata/sheet/grid-page.js';
import { refuseBadPage } from '../reports/page-asked.js';

const Row = Type.Optional(Type.String({ pattern: '^\\d{1,8}$' }));

export const rowsQuery = closed({
  from: Row,
  to: Row,
  /** The whole where it has no more rows than this. */
  orAll: Type.Optional(Type.String({ pattern: '^([1-9]\\d{0,3})$' })),
  bare: Type.Optional(Type.Literal('true')),
  after: Type.Optional(Type.String({ maxLength: 1100 })),
});

/** Undefined asks for the whole. 400 for a page that ends before it begins, or that is no page. */
export function pageAsked({ from, to, orAll, bare, after }: Static<typeof rowsQuery>): PageOfRows | undefined {
  if (from === undefined && to === undefined) return undefined;
  const page: PageOfRows = {
    from: Number(from ?? 0),
    to: Number(to ?? 0),
    ...(orAll === undefined ? {} : { orAll: Number(orAll) }),
    ...(bare === undefined ? {} : { bare: true }),
    ...(after === undefined ? {} : { after }),
  };
  refuseBadPage(page, 'to');
  return page;
}
