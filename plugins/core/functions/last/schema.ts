/** The last item of a list, even if it is null. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { flatten } from '../../../../metadata/expression/arguments.js';
import { itemType } from '../../../../metadata/expression/types.js';

export const definition: FunctionDefinition = {
  id: 'last',
  label: { en: 'Last', 'zh-CN': '最后一项', 'zh-TW': '最後一項', es: 'Último' },
  icon: 'list',
  parameters: [{ name: 'values', type: 'any', repeat: true }],
  returns: (types) => itemType(types.slice(-1)),
  help: {
    en: 'The last item, even if it is null; null of an empty list.',
    'zh-CN': '最后一项（即使为空）；空列表时为空。',
    'zh-TW': '最後一項（即使為空）；空清單時為空。',
    es: 'El último elemento, aunque sea nulo; nulo si la lista está vacía.',
  },
  example: 'last($tags)',
  acceptsNull: true,
  call: (values) => flatten(values).at(-1) ?? null,
};
