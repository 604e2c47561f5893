/** Menus of a sheet: what a head offers, and the size. */
import type { ReaderSort } from '../../metadata/schema/reader-changes.js';
import type { ReaderOffer } from '../../metadata/sheet/reader-changes.js';
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import { scales } from './sheet-memory.js';

export interface HeadMenuInput {
  readonly offer: ReaderOffer;
  readonly sort: readonly ReaderSort[];
  readonly isFiltered: boolean;
  readonly isResized: boolean;
  setSort(sort: readonly ReaderSort[]): void;
  openFilter(): void;
  /** Pixels more or less; undefined is the report's own width. */
  setWidth(by: number | undefined): void;
}

const STEP = 24;

export function headMenu({ i18n }: Pick<Host, 'i18n'>, input: HeadMenuInput): readonly MenuItem[] {
  const { offer, sort } = input;
  const t = i18n.t.bind(i18n);
  const own = sort.find(({ cell }) => cell === offer.sort);
  const others = sort.filter(({ cell }) => cell !== offer.sort);
  const cell = offer.sort;
  return [
    ...(cell === undefined
      ? []
      : [
          { id: 'up', label: t('report.sortUp'), icon: 'arrow-up', checked: own !== undefined && !own.descending, run: () => input.setSort([{ cell }]) },
          { id: 'down', label: t('report.sortDown'), icon: 'arrow-down', checked: own?.descending === true, run: () => input.setSort([{ cell, descending: true }]) },
          ...(others.length > 0 && !own
            ? [{ id: 'then', label: t('report.sortThen'), icon: 'arrow-up', run: () => input.setSort([...others, { cell }]) }]
            : []),
          ...(own ? [{ id: 'none', label: t('report.sortNone'), icon: 'x', run: () => input.setSort(others) }] : []),
        ]),
    ...(offer.filter === undefined
      ? []
      : [{ id: 'filter', label: t('report.filter'), icon: 'list-filter', checked: input.isFiltered, line: true, run: () => input.openFilter() }]),
    { id: 'wider', label: t('report.wider'), icon: 'plus', line: true, run: () => input.setWidth(STEP) },
    { id: 'narrower', label: t('report.narrower'), icon: 'minus', run: () => input.setWidth(-STEP) },
    ...(input.isResized ? [{ id: 'width', label: t('report.ownWidth'), icon: 'undo-2', run: () => input.setWidth(undefined) }] : []),
  ]; // prettier-ignore
}

export function scaleMenu(
  { i18n }: Pick<Host, 'i18n'>,
  chosen: number,
  choose: (scale: number) => void,
): readonly MenuItem[] {
  return scales.map((scale) => ({
    id: String(scale),
    label: i18n.formats.number(scale, { style: 'percent' }),
    checked: scale === chosen,
    run: () => choose(scale),
  }));
}
