/** What an explanation says: the value's name, what it is made of and where, the first rows behind it. */
import { html, nothing } from 'lit';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { CellRead, Explanation } from '../../metadata/sheet/explanation.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { isEmptyValue } from '../dashboard/parameters.js';
import { resultText } from '../dashboard/result-text.js';
import { parameterText } from '../dashboard/value-text.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { CellLink } from './cell-links.js';

export interface ExplainRequest {
  readonly report: string;
  readonly cell: GridCell;
  /** Parameters as they were sent with the run, and as the server resolved them. */
  readonly given: Readonly<Record<string, Value>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly declared: readonly Parameter[];
  readonly links: readonly CellLink[];
  /** As the sheet was made. */
  readonly changes: ReaderChanges;
  /** What was filtered on the sheet, in words. */
  readonly filters: readonly string[];
  /** The address of the report with this cell explained. */
  readonly href: string;
  /** The same of another cell, and the labels that it stands under. */
  placeOf(cell: Pick<CellRead, 'cell' | 'at'>): { readonly href: string; readonly labels: string };
}

const SHOWN = 5;

/** The value's field and the groups it stands under: "Sales, Austria, Q2". */
export function explanationTitle({ i18n }: Host, explanation: Explanation | undefined): string {
  if (!explanation) return i18n.t('explain.title');
  const field = fieldLabel(explanation, explanation.bind?.field);
  const groups = explanation.where.map((each) => each.text);
  const words = [...(field ? [field] : []), ...groups].filter(
    (word, index, all) => word && all.indexOf(word) === index,
  );
  return words.length > 0 ? words.join(i18n.language.startsWith('zh') ? '、' : ', ') : i18n.t('explain.title');
}

function fieldLabel({ columns }: Explanation, field: string | undefined): string | undefined {
  return field === undefined ? undefined : (columns.find(({ name }) => name === field)?.label ?? field);
}

export function explainFacts(host: Host, request: ExplainRequest, explanation: Explanation) {
  const { bind, formula, where } = explanation;
  const t = host.i18n.t.bind(host.i18n);
  const fieldHost = createFieldHost(host);
  const of = bind && `explain.of.${bind.as}`;
  const parameters = request.declared.flatMap((parameter) => {
    const value = request.parameters[parameter.name] ?? null;
    if (isEmptyValue(value)) return [];
    // A range was resolved to its two days; it is told as a range.
    const stated =
      parameter.type === 'dateRange' && Array.isArray(value) ? value.map((day) => day ?? '').join('..') : value;
    const text = parameterText(parameter, stated, host, fieldHost) ?? '…';
    return [{ name: fieldHost.text(parameter.label, parameter.name), value: text }];
  });
  const { filters } = request;
  return html`<dl>
    ${
      of && host.i18n.has(of)
        ? html`<dt>${t(of)}</dt>
            <dd>${fieldLabel(explanation, bind.field) ?? bind.dataset}</dd>`
        : nothing
    }
    ${
      where.length > 0 || parameters.length > 0 || filters.length > 0
        ? html`<dt>${t('explain.where')}</dt>
            <dd>
              ${where.map(
                (each) =>
                  html`<div>
                    ${t('explain.is', {
                      name: each.label ?? each.field ?? each.cell,
                      value: each.text || t('explain.empty'),
                    })}
                  </div>`,
              )}
              ${filters.map((each) => html`<div>${each} <span class="t3">(${t('explain.sheetFilter')})</span></div>`)}
              ${parameters.map(
                (each) => html`<div>${each.name} ${each.value} <span class="t3">(${t('explain.pane')})</span></div>`,
              )}
            </dd>`
        : nothing
    }
    ${
      formula === undefined
        ? nothing
        : html`<dt>${t('explain.formula')}</dt>
            <dd><code>${request.cell.source}: ${formula}</code></dd>`
    }
    ${
      explanation.template === undefined
        ? nothing
        : html`<dt>${t('explain.template')}</dt>
            <dd><code>${request.cell.source}: ${explanation.template}</code></dd>`
    }
    ${
      bind === undefined && formula === undefined && explanation.template === undefined
        ? html`<dd style="grid-column:1/-1" class="t2">
            ${t(request.cell.kind === 'noAccess' ? 'widget.noAccessText' : 'explain.fixed')}
          </dd>`
        : nothing
    }
  </dl>`;
}

/** The cells that a formula or a text reads, each a link that goes there; why it failed, and what to do. */
export function explainReads({ i18n }: Host, request: ExplainRequest, explanation: Explanation) {
  const { reads = [], readsTotal = reads.length, problems = [] } = explanation;
  const t = i18n.t.bind(i18n);
  const shown = readsTotal > reads.length ? `. ${t('explain.shown', { shown: reads.length, total: readsTotal })}` : '';
  return html`${problems.map((problem) => html`<p class="box bad" role="alert">${problem.message}</p>`)}
  ${
    reads.length === 0
      ? nothing
      : html`<div class="reads" role="group" aria-labelledby="reads">
          <h3 id="reads">${t('explain.reads', { count: readsTotal })}${shown}</h3>
          <div class="frame">
            ${reads.map((read) => {
              const { href, labels } = request.placeOf(read);
              return html`<a href=${href}
                ><code>${read.cell}</code><span class="clip">${labels}</span
                ><span class="num">${read.text || t('explain.empty')}</span></a
              >`;
            })}
          </div>
        </div>`
  }`;
}

export function explainRows(host: Host, { columns, rows, total }: Explanation) {
  if (total === 0 || columns.length === 0) return nothing;
  const t = host.i18n.t.bind(host.i18n);
  const fieldHost = createFieldHost(host);
  const shown = rows.slice(0, SHOWN);
  return html`<div class="rows">
    <h3>
      ${t('explain.rows', { count: total })}${
        total > shown.length ? `. ${t('explain.shown', { shown: shown.length, total })}` : ''
      }
    </h3>
    <div class="frame" tabindex="0" role="group" aria-labelledby="heading">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col" class=${column.type === 'number' ? 'num' : ''}>${column.label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${columns.map(
                  (column) =>
                    html`<td class=${column.type === 'number' ? 'num' : ''}>${resultText(column, row, fieldHost)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}
