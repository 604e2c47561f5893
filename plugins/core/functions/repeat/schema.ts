/** A text several times over. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { textArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { refuseLongText } from '../../../../metadata/expression/limits.js';

export const definition: FunctionDefinition = {
  id: 'repeat',
  label: { en: 'Repeat', 'zh-CN': '重复', 'zh-TW': '重複', es: 'Repetir' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'times', type: 'number' },
  ],
  returns: 'text',
  help: {
    en: 'The text so many times.',
    'zh-CN': '将文本重复若干次。',
    'zh-TW': '將文字重複若干次。',
    es: 'El texto tantas veces.',
  },
  example: 'repeat("ab", 3)',
  call([text, times]) {
    const [once, count] = [textArgument(text), Math.max(0, wholeArgument(times, 'times'))];
    refuseLongText(once.length * count);
    return once === '' ? '' : once.repeat(count);
  },
};
