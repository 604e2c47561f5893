/** The exact mean; nulls do not count, the mean of nothing is null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numbersOf } from '../../../../metadata/expression/arguments.js';
import { average } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'avg',
  label: { en: 'Average', 'zh-CN': '平均值', 'zh-TW': '平均值', es: 'Promedio' },
  icon: 'sigma',
  parameters: [{ name: 'values', type: 'number', repeat: true }],
  returns: 'number',
  help: {
    en: 'The mean of the values; lists count with their items, nulls do not count.',
    'zh-CN': '各值的平均值；列表按其各项计算，忽略空值。',
    'zh-TW': '各值的平均值；清單按其各項計算，忽略空值。',
    es: 'La media de los valores; las listas cuentan con sus elementos y los nulos no cuentan.',
  },
  example: 'avg(1, 2)',
  acceptsNull: true,
  call: (values) => average(numbersOf(values)),
};
