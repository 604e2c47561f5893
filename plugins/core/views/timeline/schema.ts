/** Records as bars on an axis of time, each in a row of its own or in lanes by a choice or a look-up. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Name, Path, oneOf } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

export const zooms = ['day', 'week', 'month', 'quarter'] as const;
/** The unit of the axis. */
export type Zoom = (typeof zooms)[number];

const options = Type.Object(
  {
    /** The date or date-time at which a record begins: a field of the entity itself. */
    from: Name,
    /** Its last day or its end; without one a record stands on a single day. */
    to: Type.Optional(Name),
    /** The choice or look-up whose values are the lanes: a field of the entity itself. */
    group: Type.Optional(Name),
    /** Written on the bars instead of the record's name. */
    label: Type.Optional(Path),
    /** The unit of the axis that is shown first; months unless stated. */
    show: Type.Optional(oneOf(zooms)),
  },
  { additionalProperties: false },
);

export interface TimelineOptions {
  readonly from: string;
  readonly to?: string;
  readonly group?: string;
  readonly label?: string;
  readonly show?: Zoom;
}

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as TimelineOptions;
const isDay = (type: string) => type === 'date' || type === 'datetime';

export const definition: ViewMode = {
  id: 'timeline',
  label: { en: 'Timeline', 'zh-CN': '时间线', 'zh-TW': '時間軸', es: 'Cronograma' },
  icon: 'chart-gantt',
  options,
  needs(given) {
    const { from, to, group, label } = optionsOf(given);
    const fields = [from, to, group, label].filter((path) => path !== undefined);
    return { fields, range: { path: from, ...(to === undefined ? {} : { end: to }) } };
  },
  paths(given) {
    const { from, to, group, label } = optionsOf(given);
    return [
      { at: '/from', path: from, needed: true },
      ...(to === undefined ? [] : [{ at: '/to', path: to }]),
      ...(group === undefined ? [] : [{ at: '/group', path: group }]),
      ...(label === undefined ? [] : [{ at: '/label', path: label }]),
    ];
  },
  check(given, entity) {
    const { from, to, group } = optionsOf(given);
    const [first, last, lane] = [from, to, group].map((path) => (path === undefined ? undefined : entity.fields.get(path))); // prettier-ignore
    const isLane = !lane || (lane.valueType !== 'list' && (lane.dictionary ?? lane.target) !== undefined);
    return [
      ...(first && !isDay(first.valueType)
        ? [problem('/from', 'BAD_TIMELINE_FIELD', say`"${{ field: from }}" has no day: name a date or a date-time.`)]
        : []),
      ...(to !== undefined && first && last && last.valueType !== first.valueType
        ? [problem('/to', 'BAD_TIMELINE_FIELD', say`"${{ field: to }}" is of another kind than "${{ other: from }}": both are dates, or both date-times.`)]
        : []),
      ...(isLane || group === undefined
        ? []
        : [problem('/group', 'BAD_TIMELINE_GROUP', say`"${{ field: group }}" gives no lanes: name a choice or a look-up with one value.`)]),
    ];
  },
}; // prettier-ignore
