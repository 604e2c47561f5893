/** What a person chose for the look goes with their account too: kept by the server, applied when they sign in. */
import { languages, type Language } from '../../metadata/value.js';
import type { Host } from '../host/host.js';
import type { Appearance } from '../ui/appearance.js';

/** As `PUT /api/session/preferences` takes it. */
interface Preferences {
  readonly language?: Language;
  readonly theme?: 'system' | 'light' | 'dark';
  readonly density?: 'comfortable' | 'compact';
}

/** Sends the present choices; when it fails this browser still has them. */
export async function savePreferences({ api, appearance, i18n }: Pick<Host, 'api' | 'appearance' | 'i18n'>): Promise<void> {
  const { density } = appearance;
  const body: Preferences = {
    language: i18n.language,
    theme: appearance.theme,
    ...(density === 'standard' ? {} : { density: density === 'dense' ? ('compact' as const) : ('comfortable' as const) }),
  };
  await api.request('PUT', '/session/preferences', { body, recover: false }).catch(() => undefined);
}

/** Takes what the answer to a sign-in says; unknown words are left alone. */
export function applyPreferences(appearance: Appearance, given: unknown): void {
  if (typeof given !== 'object' || given === null) return;
  const { language, theme, density } = given as Record<string, unknown>;
  if (languages.some((each) => each === language)) appearance.language = language as Language;
  if (theme === 'system' || theme === 'light' || theme === 'dark') appearance.theme = theme;
  if (density === 'compact') appearance.density = 'dense';
  else if (density === 'comfortable') appearance.density = 'comfort';
}
