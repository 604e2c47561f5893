/**
 * Looking at the site as somebody else: a flag of the session, read only, for those who may grant rights. It never shows
 * more than the viewer could give themselves: whose roles allow more than one's own is refused, administrators aside.
 *
 *   session.view_as -> may the viewer still do this? -> the person, or the viewer in one role only -> their rights
 */
import type { Access, Principal } from '../../metadata/access/types.js';
import { say } from '../../metadata/words.js';
import type { Release } from '../context.js';
import { ApiError, forbidden, unprocessable } from '../errors.js';
import type { Database } from '../database/database.js';
import { coversRoles } from './covers.js';
import { findPrincipal } from './find-principal.js';
import type { Viewing } from './viewing.js';

/** Whose screens: those of a person, or those that one role alone opens. */
export type ViewAs = { readonly user: string } | { readonly role: string };

export interface Viewed {
  readonly principal: Principal;
  readonly viewing: Viewing;
}

export const writeViewAs = (viewAs: ViewAs): string => JSON.stringify(viewAs);

export interface ViewRequest {
  readonly database: Pick<Database, 'read' | 'dialect'>;
  readonly release: Release;
  /** The viewer's own rights. */
  readonly own: Access;
  readonly viewAs: ViewAs;
}

/** Throws 403 RIGHT_MISSING, BEYOND_OWN_RIGHTS; 422 UNKNOWN_USER, UNKNOWN_ROLE. */
export async function openView({ database, release, own, viewAs }: ViewRequest): Promise<Viewed> {
  const { principal: by } = own;
  if (!own.has('grant')) throw forbidden('RIGHT_MISSING', 'You need the right "grant" to view the site as somebody else.');
  const { principal, viewing } = 'user' in viewAs ? await personOf(database, release, viewAs.user) : roleOf(release, by, viewAs.role);
  if (!coversRoles(release.model, by.roles, principal.roles)) {
    throw forbidden('BEYOND_OWN_RIGHTS', 'This would show more than your own roles allow.', { path: 'user' in viewAs ? '/user' : '/role' });
  }
  const { id, login, name } = by;
  // The screens are theirs, the language is the viewer's.
  return { principal: { ...principal, language: by.language }, viewing: { by: { id, login, name }, ...viewing } };
} // prettier-ignore

async function personOf(database: ViewRequest['database'], release: Release, userId: string) {
  const found = await findPrincipal(database, release, userId);
  if (!found)
    throw unprocessable('UNKNOWN_USER', 'This person has no login, or it is switched off.', { path: '/user' });
  const { principal } = found;
  return { principal, viewing: { user: { id: principal.id, name: principal.name } } };
}

function roleOf(release: Release, by: Principal, role: string) {
  const document = release.model.find('role', role);
  if (!document) {
    throw unprocessable('UNKNOWN_ROLE', say`There is no role "${{ role }}".`, { path: '/role' });
  }
  return { principal: { ...by, roles: [role] }, viewing: { role, label: document.label ?? role } };
}

/** The flag of a session; what can no longer be opened (a role taken, a person gone) is as if it were not set. */
export async function viewOf(request: Omit<ViewRequest, 'viewAs'>, flag: string | null): Promise<Viewed | undefined> {
  if (flag === null) return undefined;
  try {
    return await openView({ ...request, viewAs: JSON.parse(flag) as ViewAs });
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
