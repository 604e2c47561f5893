/** The words of moving and sizing things without dragging, loaded with the parts that offer it. */
import strings from './move-words.json' with { type: 'json' };
import { pluginWords } from './plugin-words.js';

export const moveWords = pluginWords(strings);
export type MoveWord = keyof typeof strings;
