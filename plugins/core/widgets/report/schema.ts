/** A report's sheet on a dashboard; its parameters are expressions over those of the page, and its clicks may set them. */
import { Type } from '@sinclair/typebox';
import type { WidgetType } from '../../../../metadata/contributions.js';
import { Expression, Name } from '../../../../metadata/schema/common.js';

const options = Type.Object(
  {
    report: Name,
    /** By the report's name: `{"region": "$region"}`. Those not named have the report's defaults. */
    parameters: Type.Optional(Type.Record(Name, Expression)),
  },
  { additionalProperties: false },
);

export const definition: WidgetType = {
  id: 'report',
  label: { en: 'Report', 'zh-CN': '报表', 'zh-TW': '報表', es: 'Informe' },
  icon: 'table',
  options,
  requests: () => [],
  mentions(given) {
    const { report, parameters = {} } = given as { report: string; parameters?: Readonly<Record<string, string>> };
    return {
      documents: [{ at: '/report', kind: 'report', name: report }],
      expressions: Object.entries(parameters).map(([name, text]) => ({ at: `/parameters/${name}`, text })),
    };
  },
};
