/** A chart: `chart` names a registered chart type, the other options are that type's own. */
import { Type } from '@sinclair/typebox';
import type { Beside } from '../../../../metadata/chart/beside.js';
import type { WidgetType } from '../../../../metadata/contributions.js';

export const definition: WidgetType = {
  id: 'chart',
  label: { en: 'Chart', 'zh-CN': '图表', 'zh-TW': '圖表', es: 'Gráfico' },
  icon: 'chart-column',
  /** Closed by the chart type's schema, which document checking puts in its place. */
  options: Type.Object({ chart: Type.String({ maxLength: 40 }) }, { additionalProperties: true }),
  requests({ beside }, dataset) {
    const other = (beside as Beside | undefined)?.dataset;
    return [...new Set([dataset, other].filter((name): name is string => name !== undefined))];
  },
  check: (options, { chart }) => chart.find(String(options['chart']))?.check?.(options) ?? [],
};
