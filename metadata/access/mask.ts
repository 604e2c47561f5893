/** What masked and sealed fields show: that there is a value, and nothing of it, not even its length. */
import type { Value } from '../value.js';

export const maskedText = '•••';

/** Null stays null; every other value becomes the same text. */
export const maskValue = (value: Value): Value => (value === null ? null : maskedText);

/** What answers say of a sealed value, to everyone. */
export const sealedText = '{"set":true}';
export const sealedValue = (value: Value): Value => (value === null ? null : { set: true });
