/**
 * A moment: stored in UTC, shown in the reader's zone. The companion `<column>_l` holds the date it fell on in the
 * site's zone, so that grains and whole-day filters are plain comparisons of dates (metadata/model/companions.ts).
 */
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { localDateTime, toInstant, zonedInstant } from '../../../../metadata/time.js';
import { say } from '../../../../metadata/words.js';
import { exampleDate, readDateText, realDate, writeDate } from '../date-values.js';
import { columnOf, kindOf, nullTests, orderTests, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const instant = '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$';

function readInstant(input: string): Parsed | undefined {
  const iso = toInstant(input.trim());
  return iso && realDate(iso.slice(0, 10)) ? read(iso) : undefined;
}

/** `31/12/2026 08:30`, `31 Dec 2026, 08:30:15.250`, `2026-12-31T08:30` in the context's zone, or ISO with a zone. */
function readDateTimeText(text: string, locale: string, timeZone: string): Parsed | undefined {
  const exact = readInstant(text);
  if (exact) return exact;
  const match = /^(.*?)(?:,?\s+|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/.exec(text.normalize('NFKC').trim());
  const date = match ? readDateText(match[1]!, locale) : undefined;
  if (!match || !date) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = (match[5] ?? '').padEnd(3, '0');
  const time = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  const wall = `${date}T${time}.${milliseconds}`;
  const iso = zonedInstant(wall, timeZone);
  // In the hour that clocks skip there is no such time; taking the next one would change what was written.
  if (localDateTime(iso, timeZone) !== wall) {
    return wrong('NO_SUCH_TIME', 'Clocks went forward over this time: it does not exist on that day.');
  }
  return read(iso);
}

function writeDateTime(iso: string, context: TextContext): string {
  const wall = localDateTime(iso, context.timeZone);
  const [hours, rest] = [wall.slice(11, 16), wall.slice(16)];
  const fraction = rest.endsWith('.000') ? (rest.startsWith(':00') ? '' : rest.slice(0, 3)) : rest;
  const date = writeDate(wall.slice(0, 10), context.locale);
  return `${date}${/^\d{4}-/.test(date) ? ' ' : ', '}${hours}${fraction}`;
}

export const definition: FieldType = {
  id: 'datetime',
  label: strings.label,
  icon: 'clock',
  options: closed({}),
  calendar: true,
  aggregates: ['min', 'max'],
  valueType: () => 'datetime',
  columns: (field) => [
    { name: columnOf(field), type: 'datetime', role: 'value' },
    { name: `${columnOf(field)}_l`, type: 'date', role: 'local' },
  ],
  operators: () => ['eq', 'ne', ...orderTests, ...nullTests],
  jsonSchema: (_field, direction) =>
    // Bodies may use any offset; what is stored and answered is UTC with milliseconds.
    direction === 'read' ? { type: 'string', pattern: instant } : { type: 'string', maxLength: 40 },
  parse(input) {
    if (typeof input !== 'string')
      return wrong('WRONG_TYPE', say`This must be a date and time, not ${{ kind: kindOf(input) }}.`);
    return (
      readInstant(input) ??
      wrong('NOT_A_DATETIME', 'This is no date and time. They look like 2026-12-31T08:30:00.000Z.')
    );
  },
  parseText: (text, _field, context) =>
    readDateTimeText(text, context.locale, context.timeZone) ??
    wrong(
      'NOT_A_DATETIME',
      say`This is no date and time. Write it like ${{ example: exampleDate(context.locale) }} 08:30.`,
    ),
  format: (value, _field, context) => writeDateTime(String(value), context),
};
