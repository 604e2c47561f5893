/** Whether there is no value. Empty text is a value. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';

export const definition: FunctionDefinition = {
  id: 'isNull',
  label: { en: 'Is null', 'zh-CN': '是否为空', 'zh-TW': '是否為空', es: 'Es nulo' },
  icon: 'split',
  parameters: [{ name: 'value', type: 'any' }],
  returns: 'boolean',
  help: {
    en: 'True when there is no value.',
    'zh-CN': '没有值时为真。',
    'zh-TW': '沒有值時為真。',
    es: 'Verdadero cuando no hay valor.',
  },
  example: 'isNull(null)',
  acceptsNull: true,
  sql: ([value]) => `(${value} IS NULL)`,
  sqlScale: 'common',
  call: ([value]) => value === null,
};
