/** The last characters of a text; a count below 1 gives none. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { charactersOf, textArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'right',
  label: { en: 'Right part', 'zh-CN': '右侧文本', 'zh-TW': '右側文字', es: 'Parte derecha' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'count', type: 'number', optional: true },
  ],
  returns: 'text',
  help: {
    en: 'The last characters of the text (one when no count is given).',
    'zh-CN': '文本末尾的若干字符（省略时为一个）。',
    'zh-TW': '文字末尾的若干字元（省略時為一個）。',
    es: 'Los últimos caracteres del texto (uno si no se indica cuántos).',
  },
  example: 'right("Trellis", 3)',
  call([text, count]) {
    const characters = charactersOf(textArgument(text));
    const taken = Math.max(0, wholeArgument(count, 'count', 1));
    return characters.slice(Math.max(0, characters.length - taken)).join('');
  },
};
