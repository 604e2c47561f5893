/** One of two values. The language evaluates only the branch taken; this definition is for completion and types. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { commonType } from '../../../../metadata/expression/types.js';

export const definition: FunctionDefinition = {
  id: 'if',
  label: { en: 'If', 'zh-CN': '如果', 'zh-TW': '如果', es: 'Si' },
  icon: 'split',
  parameters: [
    { name: 'condition', type: 'boolean' },
    { name: 'then', type: 'any' },
    { name: 'otherwise', type: 'any', optional: true },
  ],
  returns: ([, ...branches]) => commonType(branches),
  help: {
    en: 'The second value if the condition holds, else the third (null when left out).',
    'zh-CN': '条件成立时取第二个值，否则取第三个值（省略时为空）。',
    'zh-TW': '條件成立時取第二個值，否則取第三個值（省略時為空）。',
    es: 'El segundo valor si se cumple la condición; si no, el tercero (nulo si se omite).',
  },
  example: 'if(1 < 2, "yes", "no")',
  acceptsNull: true,
  call: ([condition, then, otherwise]) => (condition === true ? then : otherwise) ?? null,
};
