/** Rows of `sys_personal`: always one's own, never anybody else's. */
import type { Context } from '../context.js';

/** What is kept with a document. */
export type PersonalPart = 'parameters' | 'layer';

export interface PersonalPlace {
  readonly kind: 'dashboard' | 'report';
  readonly name: string;
}

/** Text that an older version wrote and that is none reads as nothing kept. */
function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

export async function readPersonal(
  context: Context,
  { kind, name }: PersonalPlace,
): Promise<Partial<Readonly<Record<PersonalPart, unknown>>>> {
  const rows = (await context.database
    .read('sys_personal')
    .where({ user_id: context.principal.id, kind, name })
    .select('what', 'body')) as readonly { readonly what: PersonalPart; readonly body: unknown }[];
  return Object.fromEntries(rows.map(({ what, body }) => [what, parse(body)]));
}

/** Nothing in, nothing kept. */
export async function keepPersonal(
  context: Context,
  { kind, name }: PersonalPlace,
  what: PersonalPart,
  value: unknown,
): Promise<void> {
  const key = { user_id: context.principal.id, kind, name, what };
  await context.database.write(async (transaction) => {
    await transaction('sys_personal').where(key).delete();
    if (value === undefined) return;
    const updated_at = context.clock.now().toISOString();
    await transaction('sys_personal').insert({ ...key, body: JSON.stringify(value), updated_at });
  });
}
