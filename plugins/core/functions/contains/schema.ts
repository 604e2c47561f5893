/** Whether a text holds another, letter for letter. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'contains',
  label: { en: 'Contains', 'zh-CN': '包含', 'zh-TW': '包含', es: 'Contiene' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'part', type: 'text' },
  ],
  returns: 'boolean',
  help: {
    en: 'True when the part stands anywhere in the text; case counts.',
    'zh-CN': '文本中含有该部分时为真；区分大小写。',
    'zh-TW': '文字中含有該部分時為真；區分大小寫。',
    es: 'Verdadero si la parte está en el texto; distingue mayúsculas.',
  },
  example: 'contains("Trellis", "ell")',
  call: ([text, part]) => textArgument(text).includes(textArgument(part)),
};
