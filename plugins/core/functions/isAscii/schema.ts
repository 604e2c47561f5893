/** Whether a text has only the letters, digits and signs of ASCII: no accents, no other script. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'isAscii',
  label: { en: 'Is ASCII', 'zh-CN': '仅含 ASCII', 'zh-TW': '僅含 ASCII', es: 'Es ASCII' },
  icon: 'type',
  parameters: [{ name: 'text', type: 'text' }],
  returns: 'boolean',
  help: {
    en: 'True when every letter and sign is plain ASCII: no accents and no other script. Empty text is.',
    'zh-CN': '文本仅含 ASCII 字符（无重音符号和其他文字）时为真；空文本为真。',
    'zh-TW': '文字僅含 ASCII 字元（無重音符號和其他文字）時為真；空文字為真。',
    es: 'Verdadero si todo es ASCII: sin acentos ni otra escritura. El texto vacío lo es.',
  },
  example: 'isAscii("Paris")',
  // eslint-disable-next-line no-control-regex -- control characters are ASCII too
  call: ([text]) => /^[\x00-\x7f]*$/.test(textArgument(text)),
};
