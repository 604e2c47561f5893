/** How many rows of a sheet one answer may hold. */
import type { PageOfRows } from '../../metadata/sheet/grid-page.js';
import { say } from '../../metadata/words.js';
import { ApiError } from '../errors.js';

const PAGE_ROWS = 1000;

/** 400 for a page that ends before it begins, or that is no page; `path` is where it was asked for. */
export function refuseBadPage(page: PageOfRows | undefined, path: string): void {
  if (!page || (page.to > page.from && page.to - page.from <= PAGE_ROWS)) return;
  const words = say`A page has 1 to ${{ most: PAGE_ROWS }} rows, from "from" up to, not including, "to".`;
  throw new ApiError(400, 'BAD_PAGE', words, { path });
}
