/** Words on a dashboard: markdown without HTML. */
import { Type } from '@sinclair/typebox';
import type { WidgetType } from '../../../../metadata/contributions.js';

const Text = Type.String({ maxLength: 8000 });

const options = Type.Object(
  {
    /** In one language or several. Headings, lists, links, emphasis, tables; HTML is shown as it is written. */
    text: Type.Union([
      Text,
      Type.Object(
        {
          en: Type.Optional(Text),
          'zh-CN': Type.Optional(Text),
          'zh-TW': Type.Optional(Text),
          es: Type.Optional(Text),
        },
        { additionalProperties: false, minProperties: 1 },
      ),
    ]),
  },
  { additionalProperties: false },
);

export const definition: WidgetType = {
  id: 'text',
  label: { en: 'Text', 'zh-CN': '文本', 'zh-TW': '文字', es: 'Texto' },
  icon: 'file-text',
  options,
  requests: () => [],
};
