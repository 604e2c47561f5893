/** The first item of a list, even if it is null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { flatten } from '../../../../metadata/expression/arguments.js';
import { itemType } from '../../../../metadata/expression/types.js';

export const definition: FunctionDefinition = {
  id: 'first',
  label: { en: 'First', 'zh-CN': '第一项', 'zh-TW': '第一項', es: 'Primero' },
  icon: 'list',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: ([type = 'null']) => itemType([type]),
  help: {
    en: 'The first item, even if it is null; null of an empty list.',
    'zh-CN': '第一项（即使为空）；空列表时为空。',
    'zh-TW': '第一項（即使為空）；空清單時為空。',
    es: 'El primer elemento, aunque sea nulo; nulo si la lista está vacía.',
  },
  example: 'first($tags)',
  acceptsNull: true,
  call: (values) => flatten(values).at(0) ?? null,
};
