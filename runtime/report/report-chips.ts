/** What narrows or orders a sheet besides the query pane, in words; each can be taken away. */
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { ReaderChanges, ReaderFilter } from '../../metadata/schema/reader-changes.js';
import { isEmptyValue, type GivenParameters } from '../dashboard/parameters.js';
import { parameterText } from '../dashboard/value-text.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { GridAnswer } from './report-run.js';
import type { StripChip } from './report-strip.js';

export interface ChipsInput {
  readonly host: Host;
  readonly declared: readonly Parameter[];
  readonly given: GivenParameters;
  readonly changes: ReaderChanges;
  readonly grid: GridAnswer | undefined;
  setParameter(values: Readonly<Record<string, undefined>>): void;
  change(changes: Partial<ReaderChanges>): void;
}

/** Parameters that only a click sets (they stand in no pane), filters, orders. */
export function reportChips({
  host,
  declared,
  given,
  changes,
  grid,
  setParameter,
  change,
}: ChipsInput): readonly StripChip[] {
  const { sort = [], filter = [] } = changes;
  const nameOf = headNames(grid);
  const fieldHost = createFieldHost(host);
  const set = declared.filter(({ name, hidden }) => hidden && !isEmptyValue(given[name]));
  return [
    ...set.map((parameter) => ({
      icon: 'chart-column',
      text: `${fieldHost.text(parameter.label, parameter.name)}: ${parameterText(parameter, given[parameter.name]!, host, fieldHost) ?? '…'}`,
      clear: () => setParameter({ [parameter.name]: undefined }),
    })),
    ...filter.map((each) => ({
      icon: 'list-filter',
      text: filterText(host, each, nameOf),
      clear: () => change({ filter: filter.filter((other) => other !== each) }),
    })),
    ...sort.map((each) => ({
      icon: each.descending ? 'arrow-down' : 'arrow-up',
      text: host.i18n.t(each.descending ? 'report.sortedDown' : 'report.sortedUp', { name: nameOf(each.cell) }),
      clear: () => change({ sort: sort.filter((other) => other !== each) }),
    })),
  ];
}

/** The head under which a cell stands; its address where there is none. */
export function headNames(grid: GridAnswer | undefined): (cell: string) => string {
  const offers = Object.entries(grid?.offers ?? {});
  return (cell) => {
    const head = offers.find(([, offer]) => offer.sort === cell || offer.filter === cell)?.[0];
    return grid?.cells.find(({ source }) => source === head)?.text || cell;
  };
}

export function filterText(
  { i18n }: Pick<Host, 'i18n'>,
  { cell, op, value }: ReaderFilter,
  nameOf: (cell: string) => string,
): string {
  const one = (each: unknown): string =>
    each === null || each === ''
      ? i18n.t('explain.empty')
      : typeof each === 'number'
        ? i18n.formats.number(each)
        : String(each);
  const list = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  const said = (text: string) => `${nameOf(cell)}: ${text}`;
  if (op === 'between') {
    const [low = null, high = null] = list;
    if (low === null) return said(`≤ ${one(high)}`);
    return said(high === null ? `≥ ${one(low)}` : `${one(low)} – ${one(high)}`);
  }
  if (op === 'contains') return said(i18n.t('report.contains', { text: one(list[0]) }));
  const signs: Partial<Record<ReaderFilter['op'], string>> = { ne: '≠ ', gt: '> ', gte: '≥ ', lt: '< ', lte: '≤ ' };
  const shown = list.slice(0, 2).map(one).join(', ');
  return said(`${signs[op] ?? ''}${shown}${list.length > 2 ? ` +${list.length - 2}` : ''}`);
}
