/** A chart: `chart` names a registered chart type, the other options are that type's own. */
import { Type } from '@sinclair/typebox';
import type { WidgetType } from '../../../../metadata/contributions.js';

export const definition: WidgetType = {
  id: 'chart',
  label: { en: 'Chart', 'zh-CN': '图表', 'zh-TW': '圖表', es: 'Gráfico' },
  icon: 'chart-column',
  /** Closed by the chart type's schema, which document checking puts in its place. */
  options: Type.Object({ chart: Type.String({ maxLength: 40 }) }, { additionalProperties: true }),
  requests: (_options, dataset) => (dataset === undefined ? [] : [dataset]),
  check: (options, { chart }) => chart.find(String(options['chart']))?.check?.(options) ?? [],
};
