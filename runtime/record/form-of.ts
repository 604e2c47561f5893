/** The form that a record is shown by, on the device that it is shown on. */
import { chooseForm, type FormDevice, type FormPurpose } from '../../metadata/rules/form-variant.js';
import type { FormDocument } from '../../metadata/schema/entity.js';
import type { Host } from '../host/host.js';

/** Undefined where an entity has no form that fits: its fields are shown as they come. */
export function formOf(
  { app }: Pick<Host, 'app'>,
  entity: string,
  purpose: FormPurpose,
  device: FormDevice = 'desktop',
): FormDocument | undefined {
  const forms = app.document.forms.filter((form) => form.entity === entity);
  return chooseForm(forms, purpose, device);
}

/** `isPhone`: the window is as narrow as one. */
export const deviceOf = (isPhone: boolean): FormDevice => (isPhone ? 'phone' : 'desktop');
