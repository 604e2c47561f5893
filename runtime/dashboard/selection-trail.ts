/** The band of what is selected: the trail of selections, its words, and where it was made. */
import { html, nothing } from 'lit';
import { clearParameters, keepSteps, type Step } from './dashboard-state.js';
import { followsOf, type PageModel } from './page-model.js';
import type { BehindLink } from './rows-behind.js';
import './selection-band.js';
import type { BandStep } from './selection-band.js';

export function selectionTrail(model: PageModel, behind: BehindLink | undefined) {
  const { host, document, state, selections } = model;
  const { steps } = state;
  if (steps.length === 0) return nothing;
  const { i18n } = host;
  const ofStep = (step: Step) => selections.filter(({ parameter }) => step.parameters.includes(parameter));
  const trail = steps.map((step): BandStep => ({ text: ofStep(step).map(({ text }) => text).join(', ') })); // prettier-ignore
  const first = ofStep(steps[0]!)[0];
  const origin = document.widgets.find((widget) => widget.id === steps.at(-1)!.widget);
  const others = document.widgets.filter((widget) => widget !== origin);
  const all = others.every((widget) => followsOf(model, widget).length > 0);
  const part = i18n.label(origin?.label, origin?.id ?? '');
  const root = first?.grain ? `dashboard.all.${first.grain}` : 'dashboard.everything';
  return html`<tr-selection-band
    .root=${i18n.has(root) ? i18n.t(root as 'dashboard.everything') : i18n.t('dashboard.everything')}
    .trail=${trail}
    .selections=${selections}
    .where=${i18n.t(all ? 'dashboard.selectedIn' : 'dashboard.selectedSome', { part })}
    .behind=${behind}
    ?phone=${model.phone}
    @tr-keep=${(event: CustomEvent<number>) => model.go(keepSteps(state, event.detail))}
    @tr-clear=${(event: CustomEvent<string>) => model.go(clearParameters(state, [event.detail]))}
  ></tr-selection-band>`;
}
