/** The instant of the run; one run has one now. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';

export const definition: FunctionDefinition = {
  id: 'now',
  label: { en: 'Now', 'zh-CN': '现在', 'zh-TW': '現在', es: 'Ahora' },
  icon: 'calendar',
  parameters: [],
  returns: 'datetime',
  help: {
    en: 'The date and time of now.',
    'zh-CN': '当前的日期和时间。',
    'zh-TW': '目前的日期和時間。',
    es: 'La fecha y hora de ahora.',
  },
  example: 'now()',
  readsClock: true,
  call: (_none, context) => context.now(),
};
