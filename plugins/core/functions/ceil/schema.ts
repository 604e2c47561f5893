/** Rounding towards plus infinity. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { round } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'ceil',
  label: { en: 'Round up', 'zh-CN': '向上取整', 'zh-TW': '向上取整', es: 'Redondear hacia arriba' },
  icon: 'calculator',
  parameters: [
    { name: 'number', type: 'number' },
    { name: 'digits', type: 'number', optional: true },
  ],
  returns: 'number',
  help: {
    en: 'The number rounded up to so many decimals.',
    'zh-CN': '向上舍入到指定小数位。',
    'zh-TW': '向上捨入到指定小數位。',
    es: 'El número redondeado hacia arriba a tantos decimales.',
  },
  example: 'ceil(2.1)',
  call: ([number, digits]) => round(numberArgument(number), wholeArgument(digits, 'digits', 0), 'up'),
};
