/** Parameters of a report or dashboard as the parts of its address: pages write them, mails and links lead by them. */
import type { Value } from '../value.js';

/** Values by name, of those that were set. */
export type GivenParameters = Readonly<Record<string, Value>>;

/** An empty text means "no value although there is a default". */
export function parameterQuery(given: GivenParameters): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, writeText(value)]));
}

function writeText(value: Value): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.map((each) => encodeURIComponent(String(each ?? ''))).join(',') : String(value);
}
