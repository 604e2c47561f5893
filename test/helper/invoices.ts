/** Documents that use every write rule, for record tests: invoices with lines, projects that hold or follow others. */
import type { EntityDocument, FieldDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { testDocuments } from './model.js';

const entity = (
  number: number,
  name: string,
  fields: readonly Omit<FieldDocument, 'id'>[],
  rest: Partial<EntityDocument> = {},
): EntityDocument => ({
  kind: 'entity',
  id: `01DOCUMENT80000000000000${String(number).padStart(2, '0')}`,
  name,
  schema: 1,
  nameExpression: 'number',
  ...rest,
  fields: fields.map((field, index) => ({ id: `f${index + 1}`, ...field })),
});

export const invoiceDocuments: readonly Document[] = [
  ...testDocuments,
  entity(
    1,
    'invoice',
    [
      { name: 'number', type: 'autonumber', options: { pattern: 'I-{year}-{000}' }, searchable: true },
      { name: 'customer', type: 'lookup', options: { target: 'customer' }, required: true },
      { name: 'status', type: 'choice', options: { dictionary: 'invoice_status' }, default: 'draft' },
      { name: 'issued_on', type: 'date', default: { expr: 'today()' }, createOnly: true },
      { name: 'due_on', type: 'date', validIf: 'due_on >= issued_on', validMessage: 'Due after it was issued.' },
      { name: 'reason', type: 'text', requiredIf: 'status = "void"' },
      { name: 'reference', type: 'text', options: { length: 60 }, unique: true },
      { name: 'discount', type: 'decimal', options: { scale: 2 }, readOnlyIf: 'status = "sent"' },
      { name: 'memo', type: 'longText', history: false },
      { name: 'secret', type: 'text', default: 'xyz-98-34' },
      { name: 'margin', type: 'decimal', options: { scale: 2 } },
      { name: 'lines', type: 'children', options: { entity: 'invoice_line', field: 'invoice' } },
      {
        name: 'total',
        type: 'formula',
        options: { expression: 'sum(lines.amount)', result: 'decimal', scale: 2, stored: true },
      },
      {
        name: 'title',
        type: 'formula',
        options: { expression: 'number & " " & customer.name', result: 'text', stored: false },
      },
      {
        name: 'gain',
        type: 'formula',
        options: { expression: 'margin * 2', result: 'decimal', scale: 2, stored: false },
      },
    ],
    { owner: 'user' },
  ),
  entity(
    2,
    'invoice_line',
    [
      { name: 'invoice', type: 'lookup', options: { target: 'invoice', owns: true } },
      { name: 'position', type: 'integer' },
      { name: 'product', type: 'text', required: true },
      { name: 'quantity', type: 'integer', default: 1 },
      { name: 'price', type: 'decimal', options: { scale: 2 } },
      {
        name: 'amount',
        type: 'formula',
        options: { expression: 'quantity * price', result: 'decimal', scale: 2, stored: true },
      },
    ],
    { nameExpression: 'product' },
  ),
  entity(
    3,
    'project',
    [
      { name: 'name', type: 'text', searchable: true, required: true },
      { name: 'customer', type: 'lookup', options: { target: 'customer', onDelete: 'setNull' } },
      { name: 'invoice', type: 'lookup', options: { target: 'invoice', onDelete: 'cascade' } },
      { name: 'parent', type: 'lookup', options: { target: 'project' } },
      { name: 'code', type: 'text', options: { length: 20 } },
    ],
    {
      owner: 'user',
      nameExpression: 'name & " (" & code & ")"',
      keys: [{ fields: ['code', 'customer'], unique: true }],
    },
  ),
  {
    kind: 'dictionary',
    id: '01DOCUMENT9000000000000001',
    name: 'invoice_status',
    schema: 1,
    values: [
      ...['draft', 'sent', 'void'].map((code) => ({ id: code, code, label: code })),
      { id: 'old', code: 'old', label: 'old', active: false },
    ],
  },
];
