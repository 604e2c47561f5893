/** The square root; null for a negative number. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument } from '../../../../metadata/expression/arguments.js';
import { squareRoot } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'sqrt',
  label: { en: 'Square root', 'zh-CN': '平方根', 'zh-TW': '平方根', es: 'Raíz cuadrada' },
  icon: 'calculator',
  parameters: [{ name: 'number', type: 'number' }],
  returns: 'number',
  help: {
    en: 'The square root of the number; null when it is negative.',
    'zh-CN': '数的平方根；负数时为空。',
    'zh-TW': '數的平方根；負數時為空。',
    es: 'La raíz cuadrada del número; nulo si es negativo.',
  },
  example: 'sqrt(2)',
  cost: 50,
  call: ([number]) => squareRoot(numberArgument(number)),
};
