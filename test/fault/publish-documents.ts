/** The release that the publish drill begins with and the one it is killed in: every kind of step is in the plan. */
import type { Document } from '../../metadata/schema/kinds.js';
import { sample, sampleDocuments, ulid } from '../metadata/document/samples.js';

export const firstDocuments = sampleDocuments;

export function secondDocuments(): readonly Document[] {
  const customer = sample('entity', 'customer');
  customer.fields[1]!.options = { dictionary: 'status' };
  customer.fields[0]!.options = { length: 100 + 20 };
  customer.fields.push({ id: 'f9', name: 'vat', type: 'text', index: true, default: 'none' });
  customer.keys = [];
  const order = sample('entity', 'order');
  order.fields[0]!.searchable = true;
  // A number that becomes text, in a column of its own.
  order.fields[3] = { ...order.fields[3]!, type: 'text', column: 'discount_2' };
  const branch = { ...sample('entity', 'department'), id: ulid(70), name: 'branch' };
  return [
    ...sampleDocuments.filter((each) => each.id !== customer.id && each.id !== order.id),
    customer,
    order,
    branch,
  ];
}
