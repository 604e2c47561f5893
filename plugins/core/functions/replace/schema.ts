/** Every occurrence of a text by another; nothing is special in either. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument } from '../../../../metadata/expression/arguments.js';
import { refuseLongText } from '../../../../metadata/expression/limits.js';

export const definition: FunctionDefinition = {
  id: 'replace',
  label: { en: 'Replace', 'zh-CN': '替换', 'zh-TW': '取代', es: 'Reemplazar' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'part', type: 'text' },
    { name: 'by', type: 'text' },
  ],
  returns: 'text',
  help: {
    en: 'The text with every occurrence of a part replaced.',
    'zh-CN': '将文本中的某部分全部替换。',
    'zh-TW': '將文字中的某部分全部取代。',
    es: 'El texto con cada aparición de una parte reemplazada.',
  },
  example: 'replace("a-b-c", "-", "+")',
  call([text, part, by]) {
    const [whole, searched, instead] = [textArgument(text), textArgument(part), textArgument(by)];
    if (searched === '') return whole;
    const pieces = whole.split(searched);
    refuseLongText(whole.length + (pieces.length - 1) * (instead.length - searched.length));
    return pieces.join(instead);
  },
};
