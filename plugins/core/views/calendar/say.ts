/** The words of the calendar. */
import { pluginWords } from '../../../../runtime/api.js';
import strings from './strings.json' with { type: 'json' };

export const say = pluginWords(strings);
