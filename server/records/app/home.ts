/** Where a person begins: what the first of their roles says that they may open, else the site's settings. */
import type { Home } from '../../../metadata/schema/app.js';
import { compareText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import type { Offered } from './screens.js';

/** Roles in the order that counts: by position, then by name. */
export function homeOf({ release, access, principal }: Pick<Context, 'release' | 'access' | 'principal'>, offered: Offered): Home | undefined {
  const { model } = release;
  const roles = principal.roles
    .flatMap((name) => model.find('role', name) ?? [])
    .sort((a, b) => (a.position ?? 500) - (b.position ?? 500) || compareText(a.name, b.name));
  const mayOpen = (home: Home) =>
    home.type === 'dashboard' ? offered.dashboards.has(home.name) : access.mayEver('read', home.entity);
  return [...roles.map((role) => role.home), model.settings.home].find((home) => home !== undefined && mayOpen(home));
} // prettier-ignore
