/** Texts and other values one after the other; null is empty text. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { flatten } from '../../../../metadata/expression/arguments.js';
import { refuseLongText } from '../../../../metadata/expression/limits.js';
import { textOf } from '../../../../metadata/expression/operators.js';

export const definition: FunctionDefinition = {
  id: 'concat',
  label: { en: 'Join text', 'zh-CN': '连接文本', 'zh-TW': '連接文字', es: 'Concatenar' },
  icon: 'type',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: 'text',
  help: {
    en: 'Joins the values to one text, like the operator &; lists count with their items.',
    'zh-CN': '将各值连接成一个文本，与运算符 & 相同；列表按其各项计算。',
    'zh-TW': '將各值連接成一個文字，與運算子 & 相同；清單按其各項計算。',
    es: 'Une los valores en un texto, como el operador &; las listas cuentan con sus elementos.',
  },
  example: 'concat("A", 1, "B")',
  acceptsNull: true,
  call(values) {
    const texts = flatten(values).map(textOf);
    refuseLongText(texts.reduce((length, text) => length + text.length, 0));
    return texts.join('');
  },
};
