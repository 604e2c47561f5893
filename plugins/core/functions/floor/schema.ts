/** Rounding towards minus infinity. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { round } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'floor',
  label: { en: 'Round down', 'zh-CN': '向下取整', 'zh-TW': '向下取整', es: 'Redondear hacia abajo' },
  icon: 'calculator',
  parameters: [
    { name: 'number', type: 'number' },
    { name: 'digits', type: 'number', optional: true },
  ],
  returns: 'number',
  help: {
    en: 'The number rounded down to so many decimals.',
    'zh-CN': '向下舍入到指定小数位。',
    'zh-TW': '向下捨入到指定小數位。',
    es: 'El número redondeado hacia abajo a tantos decimales.',
  },
  example: 'floor(2.9)',
  call: ([number, digits]) => round(numberArgument(number), wholeArgument(digits, 'digits', 0), 'down'),
};
