/** Characters (code points) of a text. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { charactersOf, textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'length',
  label: { en: 'Length', 'zh-CN': '长度', 'zh-TW': '長度', es: 'Longitud' },
  icon: 'type',
  parameters: [{ name: 'text', type: 'text' }],
  returns: 'number',
  help: {
    en: 'How many characters the text has.',
    'zh-CN': '文本的字符数。',
    'zh-TW': '文字的字元數。',
    es: 'Cuántos caracteres tiene el texto.',
  },
  example: 'length("汉字")',
  call: ([text]) => charactersOf(textArgument(text)).length,
};
