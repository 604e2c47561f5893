/** A time of day on the wall clock, without a day and without a zone: `08:30`, with seconds where the field wants them. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { say } from '../../../../metadata/words.js';
import { columnOf, equalityTests, kindOf, option, orderTests, read, wrong } from '../reading.js';
import { readTimeText, writeTime } from '../time-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** Seconds are part of the value. */
  seconds: Type.Optional(Type.Boolean({ default: false })),
});

const hasSeconds = (field: FieldDocument): boolean => option(field, 'seconds', false);
const patternOf = (field: FieldDocument): string =>
  `^([01][0-9]|2[0-3]):[0-5][0-9]${hasSeconds(field) ? ':[0-5][0-9]' : ''}$`;

function parse(input: unknown, field: FieldDocument): Parsed {
  if (typeof input !== 'string') return wrong('WRONG_TYPE', say`This must be a time, not ${{ kind: kindOf(input) }}.`);
  if (new RegExp(patternOf(field)).test(input)) return read(input);
  return wrong(
    'NOT_A_TIME',
    say`This is no time of day. Times look like ${{ example: hasSeconds(field) ? '08:30:00' : '08:30' }}.`,
  );
}

export const definition: FieldType = {
  id: 'time',
  label: strings.label,
  icon: 'clock',
  options,
  aggregates: ['min', 'max'],
  valueType: () => 'text',
  // Its text sorts as the clock runs.
  columns: (field) => [{ name: columnOf(field), type: 'text', role: 'value', length: 8, exact: true }],
  operators: () => [...equalityTests, ...orderTests],
  jsonSchema: (field) => ({ type: 'string', pattern: patternOf(field) }),
  parse,
  parseText(text, field) {
    const seconds = text.length > 40 ? undefined : readTimeText(text);
    if (seconds === undefined) return wrong('NOT_A_TIME', 'This is no time of day. Write it like 8:30 or 20:15.');
    if (!hasSeconds(field) && seconds % 60 !== 0) return wrong('NOT_A_TIME', 'This time has no seconds.');
    return read(writeTime(seconds, hasSeconds(field)));
  },
  format: (value) => String(value),
};
