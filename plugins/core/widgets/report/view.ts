/** A report's sheet; its parameters follow the page, and what a click in it sets, the page follows. */
import { css, html, lazyReport, type WidgetInput, type WidgetView } from '../../../../runtime/api.js';
import type { Value } from '../../../../metadata/value.js';

interface ReportOptions {
  readonly report: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

function display(input: WidgetInput) {
  lazyReport();
  const { report, parameters = {} } = input.options as unknown as ReportOptions;
  const given = Object.fromEntries(
    Object.entries(parameters)
      .map(([name, text]): [string, Value] => [name, input.evaluate(text)])
      .filter(([, value]) => value !== null),
  );
  return html`<tr-report-frame
    class="sheet"
    reads
    .report=${report}
    .name=${input.title}
    .given=${given}
    .hrefSetting=${(values: Readonly<Record<string, Value>>) => input.hrefSetting(pageNames(values, parameters))}
  ></tr-report-frame>`;
}

/** `{"area": "$region"}`: what sets `area` in the sheet sets `region` on the page. */
function pageNames(
  values: Readonly<Record<string, Value>>,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [/^\s*\$(\w+)\s*$/.exec(parameters[name] ?? '')?.[1] ?? name, value]),
  );
}

export const view: WidgetView = {
  id: 'report',
  rowless: true,
  display,
  styles: css`
    .sheet {
      flex: 1;
      min-height: 0;
    }
  `,
};
