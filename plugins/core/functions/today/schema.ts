/** The date of the run in the site zone; one run has one today. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';

export const definition: FunctionDefinition = {
  id: 'today',
  label: { en: 'Today', 'zh-CN': '今天', 'zh-TW': '今天', es: 'Hoy' },
  icon: 'calendar',
  parameters: [],
  returns: 'date',
  help: { en: 'The date of today.', 'zh-CN': '今天的日期。', 'zh-TW': '今天的日期。', es: 'La fecha de hoy.' },
  example: 'today()',
  readsClock: true,
  call: (_none, context) => context.today(),
};
