/** A quick panel: places to go, each an `open` with parameters of the page. */
import { Type } from '@sinclair/typebox';
import type { WidgetType } from '../../../../metadata/contributions.js';
import { ActionSchema, type ActionDocument } from '../../../../metadata/schema/action.js';
import { IconName, LabelSchema } from '../../../../metadata/schema/common.js';
import type { Label } from '../../../../metadata/value.js';

const options = Type.Object(
  {
    links: Type.Array(
      Type.Object(
        { label: LabelSchema, icon: Type.Optional(IconName), action: ActionSchema },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 24 },
    ),
  },
  { additionalProperties: false },
);

export interface LinksOptions {
  readonly links: readonly { readonly label: Label; readonly icon?: string; readonly action: ActionDocument }[];
}

export const definition: WidgetType = {
  id: 'links',
  label: { en: 'Links', 'zh-CN': '快捷入口', 'zh-TW': '快捷入口', es: 'Accesos' },
  icon: 'link',
  options,
  requests: () => [],
  mentions: (given) => ({
    actions: (given as unknown as LinksOptions).links.map(({ action }, i) => ({ at: `/links/${i}/action`, action })),
  }),
};
