/** A day of the calendar, without time and without zone. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { say } from '../../../../metadata/words.js';
import { exampleDate, readDatePattern, readDateText, realDate, writeDate } from '../date-values.js';
import { columnOf, equalityTests, kindOf, orderTests, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

export const definition: FieldType = {
  id: 'date',
  label: strings.label,
  icon: 'calendar',
  options: closed({}),
  calendar: true,
  aggregates: ['min', 'max'],
  valueType: () => 'date',
  columns: (field) => [{ name: columnOf(field), type: 'date', role: 'value' }],
  operators: () => [...equalityTests, ...orderTests],
  jsonSchema: () => ({ type: 'string', pattern: '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' }),
  parse(input) {
    if (typeof input !== 'string')
      return wrong('WRONG_TYPE', say`This must be a date, not ${{ kind: kindOf(input) }}.`);
    const date = realDate(input);
    return date ? read(date) : wrong('NOT_A_DATE', 'This is no date of the calendar. Dates look like 2026-12-31.');
  },
  parseText(text, _field, context) {
    const date = context.pattern ? readDatePattern(text, context.pattern) : readDateText(text, context.locale);
    if (date) return read(date);
    return wrong(
      'NOT_A_DATE',
      context.pattern
        ? say`This is no date. Write it like ${{ example: context.pattern }}.`
        : say`This is no date. Write it like ${{ example: exampleDate(context.locale) }} or 2026-12-31.`,
    );
  },
  format: (value, _field, context) => writeDate(String(value), context.locale),
};
