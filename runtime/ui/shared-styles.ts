/**
 * The sheets that every element of ours adopts (TrElement): reset, type, small parts, and the element rules at the end of
 * tokens.css, which work only inside the root they stand in. Adopted once, shared by all roots.
 */
import { baseStyles } from './base-styles.js';
import { buttonStyles } from './button-styles.js';
import { elementRules } from './element-rules.js';
import { panelStyles } from './panel-styles.js';
import { partStyles } from './part-styles.js';

export const sharedStyles = [baseStyles, buttonStyles, partStyles, panelStyles, elementRules];
