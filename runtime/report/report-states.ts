/** What stands in the place of a sheet: waiting, missing parameters, stopped, failed, no right, no rows. */
import { html } from 'lit';
import { parameterLabel } from '../dashboard/parameter-field.js';
import type { ReportHead } from '../dashboard/dashboard-document.js';
import type { ApiFailure } from '../data/api-client.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import '../ui/states.js';
import type { StateAction } from '../ui/states.js';

export interface StateSteps {
  again(): void;
  /** Runs with what the query pane says. */
  run(): void;
  toParameters(): void;
  /** Back to the defaults; absent where they are what ran. */
  readonly reset?: (() => void) | undefined;
  /** Takes the order and the filters of the sheet away; absent without any. */
  readonly clearChanges?: (() => void) | undefined;
  readonly hasPane: boolean;
}

const state = (
  kind: 'forbidden' | 'failed' | 'filtered',
  heading: string,
  text: string,
  actions: readonly StateAction[],
) => html`<tr-state .kind=${kind} .heading=${heading} .text=${text} .actions=${actions}></tr-state>`;

/** The cell that a mistake is in: `/sheet/cells/E3`. */
const cellOf = ({ path }: ApiFailure): string | undefined => /^\/sheet\/cells\/([A-Z]+\d+)/.exec(path ?? '')?.[1];

export function failedState({ i18n }: Pick<Host, 'i18n'>, failure: ApiFailure, steps: StateSteps) {
  const t = i18n.t.bind(i18n);
  const cell = cellOf(failure);
  const request = failure.requestId ? ` ${t('common.request', { id: failure.requestId })}` : '';
  const hint = cell !== undefined ? ` ${t('report.cellFailed', { cell })}` : '';
  const isForbidden = failure.status === 403 && failure.code !== 'FIELD_FORBIDDEN';
  const isFixable = steps.clearChanges && (failure.status === 422 || failure.code === 'FIELD_FORBIDDEN');
  return state(
    isForbidden ? 'forbidden' : 'failed',
    t(isForbidden ? 'report.forbidden' : 'report.failed'),
    failure.message + hint + request,
    [
      ...(isFixable ? [{ label: t('report.clearChanges'), primary: true, run: steps.clearChanges! }] : []),
      { label: t('common.tryAgain'), primary: !isForbidden && !isFixable, run: steps.again },
    ],
  );
}

/** `missing` as the query pane stands now: what has been filled in is not asked for again. */
export function missingState(host: Host, report: ReportHead, missing: readonly string[], steps: StateSteps) {
  const { i18n } = host;
  const fieldHost = createFieldHost(host);
  const names = (report.parameters ?? [])
    .filter((parameter) => missing.includes(parameter.name))
    .map((parameter) => parameterLabel(parameter, fieldHost));
  if (names.length === 0)
    return state('filtered', i18n.t('report.waiting'), i18n.t('report.ready'), [
      { label: i18n.t('report.run'), primary: true, run: steps.run },
    ]);
  return state('filtered', i18n.t('report.waiting'), i18n.t('report.needs', { names: names.join(', ') }), [
    { label: i18n.t('report.choose'), primary: true, run: steps.toParameters },
  ]);
}

export function cancelledState({ i18n }: Pick<Host, 'i18n'>, steps: StateSteps) {
  return state('filtered', i18n.t('report.cancelled'), i18n.t('report.cancelledText'), [
    { label: i18n.t('common.tryAgain'), primary: true, run: steps.again },
    ...(steps.hasPane ? [{ label: i18n.t('report.choose'), run: steps.toParameters }] : []),
  ]);
}

export function emptyState({ i18n }: Pick<Host, 'i18n'>, steps: StateSteps) {
  const { reset, clearChanges } = steps;
  const action: StateAction = clearChanges
    ? { label: i18n.t('report.clearChanges'), primary: true, run: clearChanges }
    : reset
      ? { label: i18n.t('dashboard.reset'), primary: true, run: reset }
      : steps.hasPane
        ? { label: i18n.t('report.choose'), primary: true, run: steps.toParameters }
        : { label: i18n.t('dashboard.refresh'), primary: true, run: steps.again };
  return state('filtered', i18n.t('report.empty'), i18n.t('report.emptyText'), [action]);
}
