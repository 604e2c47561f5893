/** A form for some people only: a copy of another that comes before it for them. Pure. */
import type { FormDocument } from '../../metadata/schema/entity.js';
import type { Label } from '../../metadata/value.js';

export interface VariantWish {
  readonly role: string;
  readonly label: Label;
  readonly name: string;
  readonly id: string;
}

export function variantOf(form: FormDocument, { role, label, name, id }: VariantWish): FormDocument {
  const { for: _whom, priority = 0, kind, schema, id: _id, name: _name, label: _label, ...rest } = form;
  // Of two that fit, the higher one is shown: a variant comes before what it was made of.
  return { kind, id, name, schema, label, ...rest, for: { roles: [role] }, priority: Math.min(1000, priority + 10) };
}

/** `customer_form_salesperson`, with a number where that is taken; at most 41 letters. */
export function variantName(form: string, role: string, taken: ReadonlySet<string>): string {
  const base = `${form}_${role}`.slice(0, 38).replace(/_+$/, '');
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}
