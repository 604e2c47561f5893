/** The first characters of a text; a count below 1 gives none. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { charactersOf, textArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'left',
  label: { en: 'Left part', 'zh-CN': '左侧文本', 'zh-TW': '左側文字', es: 'Parte izquierda' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'count', type: 'number', optional: true },
  ],
  returns: 'text',
  help: {
    en: 'The first characters of the text (one when no count is given).',
    'zh-CN': '文本开头的若干字符（省略时为一个）。',
    'zh-TW': '文字開頭的若干字元（省略時為一個）。',
    es: 'Los primeros caracteres del texto (uno si no se indica cuántos).',
  },
  example: 'left("Trellis", 3)',
  call: ([text, count]) =>
    charactersOf(textArgument(text))
      .slice(0, Math.max(0, wholeArgument(count, 'count', 1)))
      .join(''),
};
