/** Upper case by Unicode, the same in every language. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'upper',
  label: { en: 'Upper case', 'zh-CN': '转大写', 'zh-TW': '轉大寫', es: 'Mayúsculas' },
  icon: 'type',
  parameters: [{ name: 'text', type: 'text' }],
  returns: 'text',
  help: {
    en: 'The text in upper case.',
    'zh-CN': '将文本转换为大写。',
    'zh-TW': '將文字轉換為大寫。',
    es: 'El texto en mayúsculas.',
  },
  example: 'upper("abc")',
  call: ([text]) => textArgument(text).toUpperCase(),
};
