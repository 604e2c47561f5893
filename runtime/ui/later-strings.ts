/**
 * Imported for its effect by every part that is loaded when first needed: its module runs once the later texts are there
 * (i18n.ts), so that it never shows a key.
 */
import { allStrings } from './i18n.js';

await allStrings();
