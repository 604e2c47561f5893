/** What a person chose for the look of the product; kept with the account as JSON, read with every request. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, oneOf } from '../../metadata/schema/common.js';
import { languages } from '../../metadata/value.js';

export const PreferencesSchema = closed({
  language: Type.Optional(oneOf(languages)),
  theme: Type.Optional(oneOf(['system', 'light', 'dark'])),
  density: Type.Optional(oneOf(['comfortable', 'compact'])),
});
export type Preferences = Static<typeof PreferencesSchema>;

/** Stored preferences; text that is none (an older version wrote it) reads as no preferences. */
export function readPreferences(text: string | null): Preferences {
  if (text === null) return {};
  try {
    return JSON.parse(text) as Preferences;
  } catch {
    return {};
  }
}
