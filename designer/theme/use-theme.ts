/** Which theme the site has by its settings as they are drafted, and the way to make it another. */
import { isObject } from '../json/schema-walk.js';
import type { DesignSession } from '../session/design-session.js';
import type { DocumentKey } from '../session/document-client.js';
import { runMany } from '../session/many-toast.js';
import { setOperation } from '../session/set-value.js';
import { smallestDocument } from '../session/smallest-document.js';
import { ulid } from 'ulid';

export const settingsKey: DocumentKey = { kind: 'settings', name: 'site' };

/** Without one that is named it is the theme called `site`. */
export function settledTheme(session: DesignSession): string {
  const value = session.find(settingsKey)?.value;
  const drafted = isObject(value) ? value['theme'] : session.model.settings.theme;
  return typeof drafted === 'string' ? drafted : 'site';
}

/** The settings name it: a draft, published with the theme. */
export async function useTheme(session: DesignSession, name: string): Promise<boolean> {
  const { words } = session;
  const head = session.head(settingsKey);
  const label = words.text('theme.useIt');
  const said = words.text('theme.used');
  if (!head || head.removed) {
    const made = smallestDocument({ ...settingsKey, label: words.text('kind.settings') }, { registries: session.registries, newId: ulid, nameField: () => undefined }); // prettier-ignore
    return runMany(session, { label, created: [{ ...made, theme: name } as typeof made], changed: [] }, said);
  }
  const open = await session.hold(settingsKey);
  const operation = setOperation(open?.value, ['theme'], name === 'site' ? undefined : name);
  return runMany(session, { label, created: [], changed: [{ key: settingsKey, operation }] }, said);
}
