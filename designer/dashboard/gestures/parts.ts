/** Parts put in, copied and taken out, with the datasets that they bring or leave behind. Pure. */
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { isObject } from '../../json/schema-walk.js';
import { freeName } from '../board.js';
import { freePlace, onTab, settledAround, type Place } from './places.js';

/** A part that is on no dashboard yet, or a copy of one that is. */
export interface NewPart {
  readonly type: string;
  readonly w: number;
  readonly h: number;
  readonly label?: WidgetDocument['label'];
  readonly dataset?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly drill?: WidgetDocument['drill'];
  readonly on?: WidgetDocument['on'];
  /** Datasets that it asks for, by the names it says. */
  readonly datasets: readonly Dataset[];
  /** Parameters that these read and that no filter of the board stands for. */
  readonly parameters?: readonly Parameter[];
}

export interface Put {
  readonly board: DashboardDocument;
  readonly id: string;
}

/** Puts a part at a place, or where there is room for it. A dataset that is there already, equal, is shared. */
export function putPart(board: DashboardDocument, part: NewPart, at: { readonly tab?: string | undefined; readonly place?: Pick<Place, 'x' | 'y'> } = {}): Put {
  const { datasets, parameters = [], w, h, type, ...rest } = part;
  const renamed = new Map<string, string>();
  const brought: Dataset[] = [];
  for (const dataset of datasets) {
    const same = board.datasets.find(({ source, transforms }) => equal({ source, transforms }, { source: dataset.source, transforms: dataset.transforms }));
    const name = same?.name ?? freeName(dataset.name, [...board.datasets, ...brought].map((each) => each.name));
    renamed.set(dataset.name, name);
    if (!same) brought.push({ ...dataset, name });
  }
  const id = freeName(letterOf(type), board.widgets.map((each) => each.id));
  const tab = board.tabs ? at.tab : undefined;
  const spot = at.place ? { ...at.place, w, h } : freePlace(onTab(board.widgets, tab), { w, h });
  const { x, y } = spot;
  const widget = asks({ id, type, ...rest, x: Math.min(x, 12 - w), y, w, h, ...(tab === undefined ? {} : { tab }) } as WidgetDocument, renamed);
  const known = new Set(board.parameters?.map(({ name }) => name));
  const added = parameters.filter(({ name }) => !known.has(name));
  const grown: DashboardDocument = {
    ...board,
    datasets: [...board.datasets, ...brought],
    widgets: [...board.widgets, widget],
    ...(added.length > 0 ? { parameters: [...(board.parameters ?? []), ...added] } : {}),
  };
  return { board: settledAround(grown, widget), id };
} // prettier-ignore

/** A copy beside the part, over the same rows. */
export function copyPart(board: DashboardDocument, id: string): Put | undefined {
  const widget = board.widgets.find((each) => each.id === id);
  if (!widget) return undefined;
  const { id: _id, x: _x, y: _y, tab, ...part } = widget;
  return putPart(board, { ...part, datasets: [] }, { tab });
}

/** Names of the datasets that a part asks for: what its type says of it. */
export type Asked = (widget: WidgetDocument) => readonly string[];

/** Without a part, and without datasets that only it asked for. */
export function removePart(board: DashboardDocument, id: string, asked: Asked): DashboardDocument {
  const gone = board.widgets.find((each) => each.id === id);
  if (!gone) return board;
  const widgets = board.widgets.filter((each) => each !== gone);
  const order = board.phoneOrder?.filter((each) => each !== id);
  const left = withoutUnused({ ...board, widgets }, asked(gone), asked);
  if (order === undefined) return left;
  const { phoneOrder: _order, ...rest } = left;
  return order.length > 0 ? { ...left, phoneOrder: order } : rest;
}

/** Without those of these datasets that nothing asks for. */
export function withoutUnused(board: DashboardDocument, names: readonly string[], asked: Asked): DashboardDocument {
  const used = new Set([
    ...board.widgets.flatMap((each) => [...asked(each), ...(each.dataset === undefined ? [] : [each.dataset])]),
    ...(board.parameters ?? []).flatMap(({ options }) => options?.dataset ?? []),
  ]);
  const isLeft = ({ name }: Dataset): boolean => !names.includes(name) || used.has(name);
  return board.datasets.every(isLeft) ? board : { ...board, datasets: board.datasets.filter(isLeft) };
}

/** The part asking for datasets by other names, wherever its options name one. */
export function asks(widget: WidgetDocument, renamed: ReadonlyMap<string, string>): WidgetDocument {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        key === 'dataset' && typeof each === 'string' ? (renamed.get(each) ?? each) : visit(each),
      ]),
    );
  };
  const { dataset, options } = widget;
  return {
    ...widget,
    ...(dataset === undefined ? {} : { dataset: renamed.get(dataset) ?? dataset }),
    ...(options === undefined ? {} : { options: visit(options) as Readonly<Record<string, unknown>> }),
  };
}

/** Ids say what they are of: `chart`, `chart_2`. */
const letterOf = (type: string): string => type.replace(/[^a-z0-9]/g, '').slice(0, 20) || 'part';

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** On another tab; undefined: on all of them. */
export function onOtherTab(board: DashboardDocument, id: string, tab: string | undefined): DashboardDocument {
  const widget = board.widgets.find((each) => each.id === id);
  if (!widget) return board;
  const { tab: _tab, ...rest } = widget;
  const moved = tab === undefined ? rest : { ...rest, tab };
  const widgets = board.widgets.map((each) => (each === widget ? moved : each));
  return settledAround({ ...board, widgets }, moved);
}

/** A tab more; the first one takes all that stood without tabs before. */
export function addTab(board: DashboardDocument, labels: { readonly first: string; readonly next: string }): DashboardDocument {
  const tabs = board.tabs ?? [];
  const ids = tabs.map(({ id }) => id);
  const id = freeName('tab', ids);
  if (tabs.length > 0) return { ...board, tabs: [...tabs, { id, label: labels.next }] };
  return {
    ...board,
    tabs: [{ id, label: labels.first }, { id: freeName('tab', [id]), label: labels.next }],
    widgets: board.widgets.map((each) => ({ ...each, tab: id })),
  };
} // prettier-ignore
