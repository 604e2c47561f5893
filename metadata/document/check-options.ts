/** Findings about options that schemas cannot say: parts of dashboards whose widget, charts of reports whose type has a `check`. */
import type { Registries } from '../contributions.js';
import type { Kind } from '../schema/kinds.js';
import type { WidgetDocument } from '../schema/dashboard.js';
import type { ReportChart, ReportDocument } from '../schema/report.js';
import type { Problem } from '../value.js';

/** The document has passed its kind's schema. */
export function checkOptions(kind: Kind, document: unknown, registries: Registries): readonly Problem[] {
  if (kind === 'report') {
    const { charts = [] } = document as ReportDocument;
    return (charts as readonly ReportChart[]).flatMap((chart, index) =>
      (registries.chart.find(chart.chart)?.check?.(chart) ?? []).map((found) => ({
        ...found,
        path: `/charts/${index}${found.path}`,
      })),
    );
  }
  if (kind !== 'dashboard') return [];
  const { widgets } = document as { readonly widgets: readonly WidgetDocument[] };
  return widgets.flatMap(({ type, options = {} }, index) =>
    (registries.widget.find(type)?.check?.(options, registries) ?? []).map((found) => ({
      ...found,
      path: `/widgets/${index}/options${found.path}`,
    })),
  );
}
