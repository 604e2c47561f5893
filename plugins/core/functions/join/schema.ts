/** The items of a list as one text; nulls are left out. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { present, textArgument } from '../../../../metadata/expression/arguments.js';
import { refuseLongText } from '../../../../metadata/expression/limits.js';
import { textOf } from '../../../../metadata/expression/operators.js';

export const definition: FunctionDefinition = {
  id: 'join',
  label: { en: 'Join list', 'zh-CN': '连接列表', 'zh-TW': '連接清單', es: 'Unir lista' },
  icon: 'list',
  parameters: [
    { name: 'list', type: 'any' },
    { name: 'separator', type: 'text', optional: true },
  ],
  returns: 'text',
  help: {
    en: 'The items of the list with a separator between them (", " when left out).',
    'zh-CN': '用分隔符连接列表各项（省略时为“, ”）。',
    'zh-TW': '用分隔符號連接清單各項（省略時為「, 」）。',
    es: 'Los elementos de la lista con un separador entre ellos (", " si se omite).',
  },
  example: 'join($tags, "; ")',
  call([list = null, separator = ', ']) {
    const [texts, between] = [present([list]).map(textOf), textArgument(separator)];
    refuseLongText(texts.reduce((length, text) => length + text.length + between.length, 0));
    return texts.join(between);
  },
};
