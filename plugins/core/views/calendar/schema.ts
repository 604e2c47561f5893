/** Records on the days of a month or a week, or on one day, by a date or a point in time and, if there is one, its end. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Name, oneOf } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

const options = Type.Object(
  {
    /** The date or date-time on whose day a record stands: a field of the entity itself. */
    from: Name,
    /** Its last day or its end; the record then stands on every day between. */
    end: Type.Optional(Name),
    /** A choice whose colours tell the entries apart. */
    colour: Type.Optional(Name),
    /** What is shown first; unless stated a month, on a phone the day. */
    show: Type.Optional(oneOf(['month', 'week', 'day'])),
  },
  { additionalProperties: false },
);

export interface CalendarOptions {
  readonly from: string;
  readonly end?: string;
  readonly colour?: string;
  readonly show?: 'month' | 'week' | 'day';
}

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as CalendarOptions;
const isDay = (type: string) => type === 'date' || type === 'datetime';

export const definition: ViewMode = {
  id: 'calendar',
  label: { en: 'Calendar', 'zh-CN': '日历', 'zh-TW': '行事曆', es: 'Calendario' },
  icon: 'calendar',
  options,
  needs(given) {
    const { from, end, colour } = optionsOf(given);
    const fields = [from, end, colour].filter((path) => path !== undefined);
    return { fields, range: { path: from, ...(end === undefined ? {} : { end }) } };
  },
  paths(given) {
    const { from, end, colour } = optionsOf(given);
    return [
      { at: '/from', path: from, needed: true },
      ...(end === undefined ? [] : [{ at: '/end', path: end }]),
      ...(colour === undefined ? [] : [{ at: '/colour', path: colour }]),
    ];
  },
  check(given, entity) {
    const { from, end, colour } = optionsOf(given);
    const first = entity.fields.get(from);
    const last = end === undefined ? undefined : entity.fields.get(end);
    const hue = colour === undefined ? undefined : entity.fields.get(colour);
    return [
      ...(first && !isDay(first.valueType)
        ? [problem('/from', 'BAD_CALENDAR_FIELD', say`"${{ field: from }}" has no day: name a date or a date-time.`)]
        : []),
      ...(end !== undefined && first && last && last.valueType !== first.valueType
        ? [problem('/end', 'BAD_CALENDAR_FIELD', say`"${{ field: end }}" is of another kind than "${{ other: from }}": both are dates, or both date-times.`)]
        : []),
      ...(colour !== undefined && hue && hue.dictionary === undefined
        ? [problem('/colour', 'BAD_CALENDAR_COLOUR', say`"${{ field: colour }}" has no colours: name a choice.`)]
        : []),
    ];
  },
}; // prettier-ignore
