/** A length of time in whole minutes or seconds: `1:30`, `1h 30m`. Stored and reckoned with as a number of that unit. */
import { Type } from '@sinclair/typebox';
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { say } from '../../../../metadata/words.js';
import { numberAggregates, numberOperators, readNumber } from '../number-values.js';
import { columnOf, option, wrong } from '../reading.js';
import { readDurationText, writeDuration } from '../time-values.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  /** What one is: the value of `1:30` is 90 minutes. */
  unit: Type.Optional(oneOf(['minutes', 'seconds'])),
  /** The longest, in the unit. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999_999 })),
});

/** The unit of a field's values, minutes unless stated. */
export const unitOf = (field: FieldDocument): 'minutes' | 'seconds' => option(field, 'unit', 'minutes');

const limited = (field: FieldDocument): FieldDocument => ({
  ...field,
  options: { min: 0, max: option(field, 'max', 999_999_999) },
});

export const definition: FieldType = {
  id: 'duration',
  label: strings.label,
  icon: 'history',
  options,
  aggregates: numberAggregates,
  valueType: () => 'number',
  columns: (field) => [{ name: columnOf(field), type: 'integer', role: 'value' }],
  operators: () => numberOperators,
  jsonSchema: (field) => ({ type: 'integer', minimum: 0, maximum: option(field, 'max', 999_999_999) }),
  parse: (input, field) => readNumber(input, limited(field), 0),
  parseText(text, field) {
    const unit = unitOf(field);
    const seconds = text.length > 100 ? undefined : readDurationText(text, unit);
    if (seconds === undefined) {
      return wrong('NOT_A_DURATION', 'This is no length of time. Write it like 1:30, 90 or 1h 30m.');
    }
    const value = unit === 'minutes' ? seconds / 60 : seconds;
    if (!Number.isInteger(value)) return wrong('NOT_A_DURATION', say`This is not a whole number of ${{ unit }}.`);
    return readNumber(value, limited(field), 0);
  },
  format: (value, field) => writeDuration(Number(value), unitOf(field)),
};
