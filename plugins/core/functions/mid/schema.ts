/** A part of a text; the first character is 1. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { charactersOf, textArgument, wholeArgument } from '../../../../metadata/expression/arguments.js';
import { ExpressionError } from '../../../../metadata/expression/errors.js';

export const definition: FunctionDefinition = {
  id: 'mid',
  label: { en: 'Middle part', 'zh-CN': '中间文本', 'zh-TW': '中間文字', es: 'Parte central' },
  icon: 'type',
  parameters: [
    { name: 'text', type: 'text' },
    { name: 'start', type: 'number' },
    { name: 'count', type: 'number', optional: true },
  ],
  returns: 'text',
  help: {
    en: 'So many characters of the text from a position on; the first is 1. All the rest when no count is given.',
    'zh-CN': '从指定位置起的若干字符，首字符为 1；省略数量时取到末尾。',
    'zh-TW': '從指定位置起的若干字元，首字元為 1；省略數量時取到末尾。',
    es: 'Tantos caracteres del texto desde una posición; el primero es 1. Todo el resto si no se indica cuántos.',
  },
  example: 'mid("Trellis", 2, 3)',
  call([text, start, count]) {
    const from = wholeArgument(start, 'start') - 1;
    if (from < 0) throw new ExpressionError('TYPE', '"start" of "mid" must be 1 or more.');
    const taken = wholeArgument(count, 'count', Number.MAX_SAFE_INTEGER - from);
    return charactersOf(textArgument(text))
      .slice(from, from + Math.max(0, taken))
      .join('');
  },
};
