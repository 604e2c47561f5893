/** Forms and lists of an entity as the drafts have them, for acts that change them with it. */
import type { FormDocument, ViewDocument } from '../../metadata/schema/entity.js';
import type { DesignSession } from '../session/design-session.js';

/** What is open counts as it is written, then the draft, then the release. */
function current<T>(session: DesignSession, kind: 'form' | 'view', released: readonly (T & { readonly name: string })[]): readonly T[] {
  return session.headsOf(kind).filter(({ removed }) => !removed).flatMap((head): T[] => {
    const found = session.find(head)?.document ?? session.draftOf(head) ?? released.find(({ name }) => name === head.name);
    return found ? [found as T] : [];
  });
} // prettier-ignore

export function formsOf(session: DesignSession, entity: string): readonly FormDocument[] {
  const forms = current<FormDocument>(session, 'form', session.host.app.document.forms).filter((form) => form.entity === entity); // prettier-ignore
  // The form that everybody edits by comes first.
  const rank = (form: FormDocument) => (form.for ? 2 : 0) + (form.purpose.includes('edit') ? 0 : 1);
  return [...forms].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** The list that opens first, before the others. */
export function viewsOf(session: DesignSession, entity: string): readonly ViewDocument[] {
  return current<ViewDocument>(session, 'view', session.host.app.document.views)
    .filter((view) => view.entity === entity)
    .sort((a, b) => (a.position ?? 500) - (b.position ?? 500) || a.name.localeCompare(b.name));
}
