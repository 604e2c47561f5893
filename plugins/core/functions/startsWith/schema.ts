/** Whether a text begins with another, letter for letter. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'startsWith',
  label: { en: 'Starts with', 'zh-CN': '开头是', 'zh-TW': '開頭是', es: 'Empieza por' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'part', type: 'text' },
  ],
  returns: 'boolean',
  help: {
    en: 'True when the text begins with the part; case counts.',
    'zh-CN': '文本以该部分开头时为真；区分大小写。',
    'zh-TW': '文字以該部分開頭時為真；區分大小寫。',
    es: 'Verdadero si el texto empieza por la parte; distingue mayúsculas.',
  },
  example: 'startsWith("Trellis", "Tre")',
  call: ([text, part]) => textArgument(text).startsWith(textArgument(part)),
};
