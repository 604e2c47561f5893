/** The largest of numbers, dates or texts; nulls do not count. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { present } from '../../../../metadata/expression/arguments.js';
import { applyOperator } from '../../../../metadata/expression/operators.js';
import { itemType } from '../../../../metadata/expression/types.js';
import type { Value } from '../../../../metadata/value.js';

export const definition: FunctionDefinition = {
  id: 'max',
  label: { en: 'Largest', 'zh-CN': '最大值', 'zh-TW': '最大值', es: 'Máximo' },
  icon: 'calculator',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: itemType,
  help: {
    en: 'The largest of the values; lists count with their items, nulls do not count.',
    'zh-CN': '返回最大值；列表按其各项计算，忽略空值。',
    'zh-TW': '傳回最大值；清單按其各項計算，忽略空值。',
    es: 'El mayor de los valores; las listas cuentan con sus elementos y los nulos no cuentan.',
  },
  example: 'max(3, 1, 2)',
  acceptsNull: true,
  call: (values) =>
    present(values).reduce<Value>(
      (best, value) => (best === null || applyOperator('>', value, best) === true ? value : best),
      null,
    ),
};
