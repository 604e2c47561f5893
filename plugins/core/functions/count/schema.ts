/** How many values there are; nulls do not count. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { present } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'count',
  label: { en: 'Count', 'zh-CN': '计数', 'zh-TW': '計數', es: 'Contar' },
  icon: 'sigma',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: 'number',
  help: {
    en: 'How many of the values are not null; lists count with their items.',
    'zh-CN': '不为空的值的个数；列表按其各项计算。',
    'zh-TW': '不為空的值的個數；清單按其各項計算。',
    es: 'Cuántos de los valores no son nulos; las listas cuentan con sus elementos.',
  },
  example: 'count(1, null, 3)',
  acceptsNull: true,
  call: (values) => present(values).length,
};
