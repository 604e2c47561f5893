/**
 * The menu as people see it: the shell's own sidebar with the menu that is designed, as one role would have it. What a role
 * may read is taken from its document; what is not published yet counts as there.
 */
import { html } from 'lit';
import type { MenuDocument, RoleDocument } from '../../metadata/schema/app.js';
import type { Entity } from '../../metadata/model/model.js';
import type { AppDocument, DocumentHead as AppHead, EntityAccess } from '../../runtime/data/app-document.js';
import type { AppStore } from '../../runtime/data/app-store.js';
import type { Host } from '../../runtime/host/host.js';
import '../../runtime/shell/sidebar.js';
import type { DesignSession } from '../session/design-session.js';
import { menuFor, type MenuReader } from './gestures.js';

/** Undefined: an administrator. */
export function readerOf(role: RoleDocument | undefined): MenuReader {
  if (!role || role.all) return { role: undefined, mayRead: () => true };
  const readable = new Set(role.grants.filter(({ actions }) => (actions.read ?? 'none') !== 'none').map(({ entity }) => entity)); // prettier-ignore
  return { role: role.name, mayRead: (entity) => readable.has(entity) };
}

const reads = { read: true } as EntityAccess;

/** The host of the sidebar: its menu, and every document that there is in the drafts. */
export function previewHost(session: DesignSession, menu: MenuDocument, role: RoleDocument | undefined): Host {
  const { host, model } = session;
  const heads = (kind: 'dashboard' | 'report') => session.headsOf(kind).map(({ name, label }): AppHead & Record<string, unknown> => ({ name, label })); // prettier-ignore
  const entities = [...model.entities.values()].map((entity: Entity) => entity.document);
  const document: AppDocument = {
    ...host.app.document,
    menu,
    entities,
    access: Object.fromEntries(entities.map(({ name }) => [name, host.app.access(name) ?? reads])),
    dashboards: heads('dashboard'),
    reports: heads('report'),
    ...(role ? { user: { ...host.app.document.user, name: host.i18n.label(role.label, role.name) } } : {}),
  };
  const rights = role && !role.all ? (role.rights ?? []) : host.app.document.rights;
  const drafted: Partial<AppStore> = { document, has: (right) => rights.includes(right) };
  const app = new Proxy(host.app, {
    get(held, key) {
      if (Object.hasOwn(drafted, key)) return drafted[key as keyof AppStore];
      const value: unknown = Reflect.get(held, key, held);
      return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
    },
  });
  return { ...host, app };
}

export function menuPreview(session: DesignSession, menu: MenuDocument, role: RoleDocument | undefined) {
  const seen = menuFor(menu, readerOf(role));
  return html`<tr-sidebar inert path="/" .host=${previewHost(session, seen, role)}></tr-sidebar>`;
}
