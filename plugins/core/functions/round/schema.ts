/** Rounding half away from zero, the way invoices do: 1.005 at two decimals is 1.01. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { round } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'round',
  label: { en: 'Round', 'zh-CN': '四舍五入', 'zh-TW': '四捨五入', es: 'Redondear' },
  icon: 'calculator',
  parameters: [
    { name: 'number', type: 'number' },
    { name: 'digits', type: 'number', optional: true },
  ],
  returns: 'number',
  help: {
    en: 'The number to so many decimals (0 when left out; negative for tens, hundreds).',
    'zh-CN': '将数四舍五入到指定小数位（省略为 0，负数表示十位、百位）。',
    'zh-TW': '將數四捨五入到指定小數位（省略為 0，負數表示十位、百位）。',
    es: 'El número con tantos decimales (0 si se omite; negativo para decenas o centenas).',
  },
  example: 'round(1.005, 2)',
  call: ([number, digits]) => round(numberArgument(number), wholeArgument(digits, 'digits', 0)),
};
