/** Two days, the first and the last, both included; either may be open. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { compositeOf, partOf, partsOf } from '../composite.js';
import { writeDate } from '../date-values.js';
import strings from './strings.json' with { type: 'json' };

const parts = (): readonly FieldDocument[] => [
  partOf('from', 'date', { label: strings.from }),
  partOf('to', 'date', { label: strings.to }),
];

export const definition: FieldType = {
  id: 'dateRange',
  label: strings.label,
  icon: 'calendar-days',
  options: closed({}),
  ...compositeOf(parts),
  checkParts({ from, to }) {
    if (typeof from !== 'string' || typeof to !== 'string' || from <= to) return undefined;
    return { code: 'RANGE_BACKWARDS', message: 'The last day is before the first. Swap the two.' };
  },
  format(value, _field, context) {
    const { from, to } = partsOf(value);
    const write = (day: unknown): string => (typeof day === 'string' ? writeDate(day, context.locale) : '…');
    return `${write(from)} – ${write(to)}`;
  },
};
