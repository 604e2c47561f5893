/** What a consent asks to agree to, with the object and the count; an id of another shape keeps the server's sentence. */
import { hrefs } from '../../runtime/data/router.js';
import type { Plan, PlanConsent } from '../session/document-client.js';
import type { DesignSession } from '../session/design-session.js';

export function consentWords(
  consent: Plan['consents'][number],
  plan: Pick<Plan, 'steps'>,
  session: DesignSession,
): string {
  const [, what, entity, field] =
    /^(entity|field|required|convert) ([a-z0-9_]+)(?:\.([a-z0-9_]+))?$/.exec(consent.id) ?? [];
  if (!what || !entity) return consent.message;
  const held = session.host.app.entity(entity);
  const name = session.host.i18n.label(held?.label, entity);
  const fieldName = field === undefined ? '' : session.host.i18n.label(held?.fields.get(field)?.label, field);
  if (what === 'required')
    return session.words.text('consent.required', { count: consent.records ?? 0, name, field: fieldName });
  if (what === 'convert')
    return session.words.text('release.misfits', { count: consent.records ?? 0, name, field: fieldName });
  const suffix = field === undefined ? '' : `.${field}`;
  const rows =
    plan.steps.find((step) => step.action === 'archiveColumn' && step.id === `archive d_${entity}${suffix}`)?.rows ?? 0;
  if (field === undefined) return session.words.text('consent.entity', { count: rows, name });
  return session.words.text('consent.field', { count: rows, name, field: fieldName });
}

/** Where the records that a consent speaks of are listed. */
export function consentHref({ entity, filter }: Pick<PlanConsent, 'entity' | 'filter'>): string | undefined {
  if (entity === undefined || filter === undefined) return undefined;
  return hrefs.list(entity, { filter: JSON.stringify(filter) });
}
