/**
 * Which of several forms of an entity is shown. Whom a form is for is decided where the application is put together, so that
 * nobody is sent a form that is for others; the device by whoever draws it.
 */
import type { FormDocument } from '../schema/entity.js';

export type FormPurpose = FormDocument['purpose'][number];
export type FormDevice = 'phone' | 'desktop';

interface Person {
  readonly roles: readonly string[];
  readonly department: string | null;
}

/** By role and department; either is enough where both are named. */
export function isFormFor({ for: wanted }: Pick<FormDocument, 'for'>, { roles, department }: Person): boolean {
  if (!wanted?.roles && !wanted?.departments) return true;
  const byRole = wanted.roles?.some((role) => roles.includes(role)) === true;
  return byRole || (department !== null && wanted.departments?.includes(department) === true);
}

/** What serves where there is no form for the purpose, nearest first. */
const nearest: Readonly<Record<FormPurpose, readonly FormPurpose[]>> = {
  detail: ['detail', 'edit'],
  edit: ['edit', 'detail'],
  mobile: ['mobile', 'edit', 'detail'],
  create: ['create', 'edit', 'detail'],
  quick: ['quick', 'create', 'edit', 'detail'],
};

/**
 * The form of highest priority for the purpose on this device, else for the nearest purpose, else any; of equals the one that
 * is for somebody in particular, then the first by name.
 */
export function chooseForm(
  forms: readonly FormDocument[],
  purpose: FormPurpose,
  device: FormDevice,
): FormDocument | undefined {
  const fitting = forms
    .filter((form) => form.for?.device === undefined || form.for.device === device)
    .sort(
      (a, b) =>
        (b.priority ?? 0) - (a.priority ?? 0) ||
        Number(b.for !== undefined) - Number(a.for !== undefined) ||
        (a.name < b.name ? -1 : 1),
    );
  const isOfRecord = purpose === 'edit' || purpose === 'detail';
  const purposes = [...(device === 'phone' && isOfRecord ? (['mobile'] as const) : []), ...nearest[purpose]];
  for (const wanted of purposes) {
    const found = fitting.find((form) => form.purpose.includes(wanted));
    if (found) return found;
  }
  return fitting[0];
}
