/** A number, date or other value as text, by a format if one is given. */
import type { FunctionDefinition } from '../../../../metadata/contributions.js';
import { dateIn, textArgument } from '../../../../metadata/expression/arguments.js';
import { formatDate, formatNumber } from '../../../../metadata/expression/format.js';
import { textOf } from '../../../../metadata/expression/operators.js';

export const definition: FunctionDefinition = {
  id: 'text',
  label: { en: 'As text', 'zh-CN': '转为文本', 'zh-TW': '轉為文字', es: 'Como texto' },
  icon: 'type',
  parameters: [
    { name: 'value', type: 'any' },
    { name: 'format', type: 'text', optional: true },
  ],
  returns: 'text',
  help: {
    en: 'The value as text; numbers by a format like #,##0.00 or 0.0%, dates like dd/mm/yyyy.',
    'zh-CN': '将值转为文本；数字可用 #,##0.00 或 0.0%，日期可用 yyyy-mm-dd 等格式。',
    'zh-TW': '將值轉為文字；數字可用 #,##0.00 或 0.0%，日期可用 yyyy-mm-dd 等格式。',
    es: 'El valor como texto; números con un formato como #,##0.00 o 0.0%, fechas como dd/mm/yyyy.',
  },
  example: 'text(1234.5, "#,##0.00")',
  call([value = null, format], context) {
    if (format === undefined) return textOf(value);
    if (typeof value === 'number') return formatNumber(value, textArgument(format));
    const isDay = dateIn(value, context.timeZone) !== undefined;
    return isDay ? formatDate(textArgument(value), textArgument(format), context.timeZone) : textOf(value);
  },
};
