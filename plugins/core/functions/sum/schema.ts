/** The exact sum; nulls do not count, the sum of nothing is null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numbersOf } from '../../../../metadata/expression/arguments.js';
import { sum } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'sum',
  label: { en: 'Sum', 'zh-CN': '求和', 'zh-TW': '加總', es: 'Suma' },
  icon: 'sigma',
  parameters: [{ name: 'values', type: 'number', repeat: true }],
  returns: 'number',
  help: {
    en: 'Adds the values; lists count with their items, nulls do not count.',
    'zh-CN': '将各值相加；列表按其各项计算，忽略空值。',
    'zh-TW': '將各值相加；清單按其各項計算，忽略空值。',
    es: 'Suma los valores; las listas cuentan con sus elementos y los nulos no cuentan.',
  },
  example: 'sum(0.1, 0.2)',
  acceptsNull: true,
  call: (values) => sum(numbersOf(values)),
};
