/** What a consent asks to agree to, with the object and the count; an id of another shape keeps the server's sentence. */
import type { Plan } from '../session/document-client.js';
import type { DesignSession } from '../session/design-session.js';

export function consentWords(
  consent: Plan['consents'][number],
  plan: Pick<Plan, 'steps'>,
  session: DesignSession,
): string {
  const [, what, entity, field] = /^(entity|field) ([a-z0-9_]+)(?:\.([a-z0-9_]+))?$/.exec(consent.id) ?? [];
  if (!what || !entity) return consent.message;
  const suffix = field === undefined ? '' : `.${field}`;
  const rows =
    plan.steps.find((step) => step.action === 'archiveColumn' && step.id === `archive d_${entity}${suffix}`)?.rows ?? 0;
  const held = session.host.app.entity(entity);
  const name = session.host.i18n.label(held?.label, entity);
  if (field === undefined) return session.words.text('consent.entity', { count: rows, name });
  const fieldName = session.host.i18n.label(held?.fields.get(field)?.label, field);
  return session.words.text('consent.field', { count: rows, name, field: fieldName });
}
