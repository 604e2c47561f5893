/** What a masked field shows: that there is a value, and nothing of it, not even its length. */
import type { Value } from '../value.js';

export const maskedText = '•••';

/** Null stays null; every other value becomes the same text. */
export const maskValue = (value: Value): Value => (value === null ? null : maskedText);
