/** The size of a number without its sign. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument } from '../../../../metadata/expression/arguments.js';

export const definition: FunctionDefinition = {
  id: 'abs',
  label: { en: 'Absolute value', 'zh-CN': '绝对值', 'zh-TW': '絕對值', es: 'Valor absoluto' },
  icon: 'calculator',
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'number',
  help: {
    en: 'The number without its sign.',
    'zh-CN': '去掉符号的数。',
    'zh-TW': '去掉符號的數。',
    es: 'El número sin su signo.',
  },
  example: 'abs(-5)',
  sql: ([number]) => `ABS(${number})`,
  sqlScale: 'common',
  call: ([number]) => Math.abs(numberArgument(number)),
};
