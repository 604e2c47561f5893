/** Makes the drafts of a new application in one act, with what it is called and who may use it. */
import { ulid } from 'ulid';
import type { RoleDocument } from '../../metadata/schema/app.js';
import { runMany } from '../session/many-toast.js';
import type { DesignSession } from '../session/design-session.js';
import { newApp, type AppPlan, type AppWish } from './new-app.js';

/** The plan that was carried out; undefined where it was refused, which was told. */
export async function makeApp(session: DesignSession, wish: AppWish): Promise<AppPlan | undefined> {
  const [menuHead] = session.headsOf('menu').filter(({ removed }) => !removed);
  const menu = menuHead && (await session.open(menuHead));
  const roles = new Map<string, RoleDocument>();
  for (const name of wish.roles) {
    const open = await session.open({ kind: 'role', name });
    if (open?.document) roles.set(name, open.document as RoleDocument);
  }
  const taken = new Set((['form', 'view', 'dictionary'] as const).flatMap((kind) => session.headsOf(kind).map(({ name }) => name))); // prettier-ignore
  const plan = newApp(wish, { registries: session.registries, ...(menu ? { menu: menu.value } : {}), roles, taken, newId: ulid }); // prettier-ignore
  const count = plan.created.length + plan.changed.length;
  const said = session.words.text('start.made', { name: wish.label, count });
  return (await runMany(session, { label: said, ...plan }, said)) ? plan : undefined;
}
