/** The remainder with the sign of the divisor, as in spreadsheets: mod(-1, 12) is 11. The operator % keeps the sign of the dividend. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { numberArgument } from '../../../../metadata/expression/arguments.js';
import { add, remainder } from '../../../../metadata/expression/decimal.js';

export const definition: FunctionDefinition = {
  id: 'mod',
  label: { en: 'Modulo', 'zh-CN': '取模', 'zh-TW': '取模', es: 'Módulo' },
  icon: 'calculator',
  parameters: [
    { name: 'number', type: 'number' },
    { name: 'divisor', type: 'number' },
  ],
  returns: 'number',
  help: {
    en: 'The remainder of the division, with the sign of the divisor.',
    'zh-CN': '除法的余数，符号与除数相同。',
    'zh-TW': '除法的餘數，符號與除數相同。',
    es: 'El resto de la división, con el signo del divisor.',
  },
  example: 'mod(-1, 12)',
  call: ([number, divisor]) => modulo(numberArgument(number), numberArgument(divisor)),
};

function modulo(number: number, divisor: number): number | null {
  const rest = remainder(number, divisor);
  return rest === null || rest === 0 || rest < 0 === divisor < 0 ? rest : add(rest, divisor);
}
