/** A number to a power; where there is none (the root of a negative number) the result is null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument } from '../../../../metadata/expression/arguments.js';
import { power } from '../../../../metadata/expression/decimal.js';
import { POWER_STEPS } from '../../../../metadata/expression/limits.js';

export const definition: FunctionDefinition = {
  id: 'power',
  label: { en: 'Power', 'zh-CN': '乘方', 'zh-TW': '乘冪', es: 'Potencia' },
  icon: 'calculator',
  parameters: [
    { name: 'base', type: 'number' },
    { name: 'exponent', type: 'number' },
  ],
  returns: 'number',
  help: {
    en: 'The base to the power of the exponent, like the operator ^.',
    'zh-CN': '底数的乘方，与运算符 ^ 相同。',
    'zh-TW': '底數的乘冪，與運算子 ^ 相同。',
    es: 'La base elevada al exponente, como el operador ^.',
  },
  example: 'power(2, 10)',
  cost: POWER_STEPS,
  call: ([base, exponent]) => power(numberArgument(base), numberArgument(exponent)),
};
