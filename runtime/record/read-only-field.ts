/** A field that can only be read, as a template: sunken ground and a lock; masked ones say so. */
import { html, nothing } from 'lit';
import type { Field } from '../../metadata/model/model.js';
import { isEmpty, NO_VALUE } from '../data/record.js';
import { icon } from '../ui/icon.js';
import type { FormContext } from './form-context.js';
import { isWideField } from './wide-field.js';
import { anchorOf } from './form-places.js';

export interface ReadOnlyField {
  /** Id of its node in the form. */
  readonly node: string;
  readonly form: FormContext;
  readonly field: Field;
  readonly label: string;
  /** Empty when there is none. */
  readonly help: string;
  readonly value: unknown;
  readonly masked: boolean;
  /** Its place in the grid of the section. */
  readonly style: string;
}

export function readOnlyField(given: ReadOnlyField) {
  const { form, field, label, help, masked } = given;
  const view = form.host.fields.get(field.type.id);
  const end = (view.alignOf?.(field) ?? view.align) === 'end' && field.valueType === 'number';
  const area = isWideField(field) && !field.parts;
  const why = masked ? form.host.i18n.t('record.masked') : help;
  return html`<div class="f ro" style=${given.style} id=${anchorOf(`/${field.name}`)} data-node=${given.node}>
    <div class="lab" id="l-${field.name}">${label}</div>
    <div class="val ${area ? 'area' : ''} ${end ? 'end' : ''}" role="group" aria-labelledby="l-${field.name}">
      <span class="v" data-tip-cut>${shownValue(given)}</span>
      ${icon('lock', 's')}
    </div>
    ${why ? html`<div class="why">${why}</div>` : nothing}
  </div>`;
}

function shownValue({ form, field, value, masked }: ReadOnlyField): unknown {
  if (isEmpty(value)) return html`<span class="t3">${NO_VALUE}</span>`;
  if (masked) return String(value);
  const view = form.host.fields.get(field.type.id);
  const unit = view.unit?.(field, form.fieldHost);
  const shown = view.page ? view.page(value, field, form.fieldHost) : view.display(value, field, form.fieldHost);
  return html`${shown}${unit ? html` <span class="t3">${unit}</span>` : nothing}`;
}
