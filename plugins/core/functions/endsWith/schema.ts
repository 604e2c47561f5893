/** Whether a text ends with another, letter for letter. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'endsWith',
  label: { en: 'Ends with', 'zh-CN': '结尾是', 'zh-TW': '結尾是', es: 'Termina en' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'part', type: 'text' },
  ],
  returns: 'boolean',
  help: {
    en: 'True when the text ends with the part; case counts.',
    'zh-CN': '文本以该部分结尾时为真；区分大小写。',
    'zh-TW': '文字以該部分結尾時為真；區分大小寫。',
    es: 'Verdadero si el texto termina en la parte; distingue mayúsculas.',
  },
  example: 'endsWith("Trellis", "lis")',
  call: ([text, part]) => textArgument(text).endsWith(textArgument(part)),
};
