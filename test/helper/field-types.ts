/** The field types that the test model uses, as the product ships them. */
import type { FieldType } from '../../metadata/contributions.js';
import { createRegistry, type Registry } from '../../metadata/registry.js';
import { definition as address } from '../../plugins/core/fields/address/schema.js';
import { definition as choices } from '../../plugins/core/fields/choices/schema.js';
import { definition as dateRange } from '../../plugins/core/fields/dateRange/schema.js';
import { definition as json } from '../../plugins/core/fields/json/schema.js';
import { definition as personName } from '../../plugins/core/fields/personName/schema.js';
import { definition as richText } from '../../plugins/core/fields/richText/schema.js';
import { definition as secret } from '../../plugins/core/fields/secret/schema.js';
import { definition as tags } from '../../plugins/core/fields/tags/schema.js';
import { definition as time } from '../../plugins/core/fields/time/schema.js';
import { definition as booleanType } from '../../plugins/core/fields/boolean/schema.js';
import { definition as children } from '../../plugins/core/fields/children/schema.js';
import { definition as choice } from '../../plugins/core/fields/choice/schema.js';
import { definition as date } from '../../plugins/core/fields/date/schema.js';
import { definition as datetime } from '../../plugins/core/fields/datetime/schema.js';
import { definition as decimal } from '../../plugins/core/fields/decimal/schema.js';
import { definition as department } from '../../plugins/core/fields/department/schema.js';
import { definition as formula } from '../../plugins/core/fields/formula/schema.js';
import { definition as integer } from '../../plugins/core/fields/integer/schema.js';
import { definition as longText } from '../../plugins/core/fields/longText/schema.js';
import { definition as lookup } from '../../plugins/core/fields/lookup/schema.js';
import { definition as money } from '../../plugins/core/fields/money/schema.js';
import { definition as recordId } from '../../plugins/core/fields/recordId/schema.js';
import { definition as text } from '../../plugins/core/fields/text/schema.js';
import { definition as user } from '../../plugins/core/fields/user/schema.js';

export const testFieldTypes: readonly FieldType[] = [
  address, booleanType, children, choice, choices, date, dateRange, datetime, decimal, department, formula, integer, json,
  longText, lookup, money, personName, recordId, richText, secret, tags, text, time, user,
]; // prettier-ignore

export function testFieldRegistry(): Registry<FieldType> {
  const registry = createRegistry<FieldType>('field');
  for (const type of testFieldTypes) registry.add(type);
  registry.freeze();
  return registry;
}
