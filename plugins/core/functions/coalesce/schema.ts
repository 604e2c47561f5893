/** The first value that is not null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { commonType } from '../../../../metadata/expression/types.js';

export const definition: FunctionDefinition = {
  id: 'coalesce',
  label: { en: 'First value present', 'zh-CN': '首个非空值', 'zh-TW': '首個非空值', es: 'Primer valor no nulo' },
  icon: 'split',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: commonType,
  help: {
    en: 'The first of the values that is not null.',
    'zh-CN': '返回第一个不为空的值。',
    'zh-TW': '傳回第一個不為空的值。',
    es: 'El primero de los valores que no es nulo.',
  },
  example: 'coalesce(null, 5, 7)',
  acceptsNull: true,
  sql: (values) => (values.length === 1 ? `(${values[0]})` : `COALESCE(${values.join(', ')})`),
  sqlScale: 'common',
  call: (values) => values.find((value) => value !== null) ?? null,
};
