/** The look of a number: pure, so that the designer can show the next one and the server makes it. */
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { option } from '../reading.js';

export const patternOf = (field: FieldDocument): string => option(field, 'pattern', '{00000}');

/** The name of the counter in `sys_sequence`: by entity and field id, and by year where the pattern has one. */
export function sequenceName(entity: string, field: FieldDocument, year: string): string {
  const name = `${entity}.${field.id}`;
  return patternOf(field).includes('{year}') ? `${name}.${year}` : name;
}

/** `writeAutonumber('SO-{year}-{0000}', '2026', 42)` is `SO-2026-0042`; a longer counter simply gets longer. */
export function writeAutonumber(pattern: string, year: string, count: number): string {
  return pattern
    .replace('{year}', () => year)
    .replace(/\{(0+)\}/, (_all, zeros: string) => String(count).padStart(zeros.length, '0'));
}
