/** The text without white space at its ends. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'trim',
  label: { en: 'Trim', 'zh-CN': '去除首尾空格', 'zh-TW': '去除首尾空格', es: 'Recortar' },
  icon: 'type',
  parameters: [{ name: 'text', type: 'text' }],
  returns: 'text',
  help: {
    en: 'The text without spaces at its ends.',
    'zh-CN': '去掉首尾空格的文本。',
    'zh-TW': '去掉首尾空格的文字。',
    es: 'El texto sin espacios en los extremos.',
  },
  example: 'trim("  a b  ")',
  call: ([text]) => textArgument(text).trim(),
};
