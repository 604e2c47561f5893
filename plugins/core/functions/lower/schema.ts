/** Lower case by Unicode, the same in every language. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'lower',
  label: { en: 'Lower case', 'zh-CN': '转小写', 'zh-TW': '轉小寫', es: 'Minúsculas' },
  icon: 'type',
  parameters: [{ name: 'text', type: 'text' }],
  returns: 'text',
  help: {
    en: 'The text in lower case.',
    'zh-CN': '将文本转换为小写。',
    'zh-TW': '將文字轉換為小寫。',
    es: 'El texto en minúsculas.',
  },
  example: 'lower("ABC")',
  call: ([text]) => textArgument(text).toLowerCase(),
};
