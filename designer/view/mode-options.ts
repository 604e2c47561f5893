/** The ways to show a view as a row of buttons, and what the chosen one asks for: fields that fit, figures, choices. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Registries, ViewMode } from '../../metadata/contributions.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { usualMode } from '../../runtime/list/list-views.js';
import { icon } from '../../runtime/ui/icon.js';
import '../inspector/name-input.js';
import { keyLabel } from '../inspector/key-words.js';
import { fieldsOf } from '../json/names.js';
import { setMode, setOption } from './gestures.js';
import { fittingFields, optionsOf, slotsOf, startOptions, type Slot } from './mode-slots.js';
import type { ViewActs } from './view-acts.js';

export function modeSwitch(acts: ViewActs, registries: Registries, entity: Entity) {
  const { view, session } = acts;
  const { i18n } = session.host;
  if (!view) return nothing;
  return html`<div class="seg modes" role="group" aria-label=${session.words.text('view.mode')}>
    ${tableFirst(registries.view.list()).map((mode) => {
      const isOn = mode.id === view.mode;
      const start = startOptions(mode, optionsOf(view), entity);
      const name = i18n.label(mode.label);
      const why = 'lacks' in start && !isOn ? session.words.text('view.noField', { name, option: keyLabel(session, start.lacks, 'options') }) : undefined;
      const run = () => 'options' in start && !isOn && acts.change(setMode(view, mode.id, start.options), name, 'view.done.mode');
      return html`<button type="button" aria-pressed=${isOn} aria-disabled=${why !== undefined} aria-label=${why ?? name} data-tip=${why ?? name} @click=${run}>
        ${icon(mode.icon, 's')}${isOn ? name : nothing}
      </button>`;
    })}
  </div>`;
} // prettier-ignore

const tableFirst = (modes: readonly ViewMode[]) => [...modes].sort((a, b) => Number(b.id === usualMode) - Number(a.id === usualMode)); // prettier-ignore

/** The options of the mode; nothing for one that has none. */
export function modeOptions(acts: ViewActs, mode: ViewMode | undefined, entity: Entity) {
  const slots = mode ? slotsOf(mode) : [];
  if (!mode || slots.length === 0) return nothing;
  return html`<div class="options">${slots.map((slot) => slotPart(acts, mode, slot, entity))}</div>`;
}

function slotPart(acts: ViewActs, mode: ViewMode, slot: Slot, entity: Entity) {
  const { view, session } = acts;
  if (!view) return nothing;
  const label = keyLabel(session, slot.key, 'options');
  const options = optionsOf(view);
  const value = options[slot.key];
  const set = (next: unknown) => acts.change(setOption(view, slot.key, next), label);
  const names = () => fittingFields(mode, slot, options, entity).map((field) => known(field));
  const after = (typed: string) => namesAlong(acts, entity.name, typed);
  return html`<div class="option" data-slot=${slot.key}>
    <span>${label}${slot.required ? html` <span class="req" aria-hidden="true">*</span>` : nothing}</span>
    ${
      slot.kind === 'choice'
        ? html`<select class="in" aria-label=${label} @change=${(event: Event) => set((event.currentTarget as HTMLSelectElement).value || undefined)}>
            ${slot.required ? nothing : html`<option value="" .selected=${live(value === undefined)}>${session.words.text('inspector.unset')}</option>`}
            ${slot.choices.map((each) => html`<option value=${each} .selected=${live(each === value)}>${session.words.find(`choice.${slot.key}.${each}`) ?? session.words.find(`choice.${each}`) ?? each}</option>`)}
          </select>`
        : slot.kind === 'text'
          ? html`<input class="in" aria-label=${label} .value=${live(typeof value === 'string' ? value : '')} @change=${(event: Event) => set((event.currentTarget as HTMLInputElement).value.trim() || undefined)} />`
          : slot.kind === 'field'
            ? html`<td-name-input .label=${label} .value=${typeof value === 'string' ? value : ''} .names=${names()} .namesAfter=${after} ?required=${slot.required} @td-value=${(event: CustomEvent<string | undefined>) => set(event.detail ?? undefined)}></td-name-input>`
            : several(acts, { label, value: Array.isArray(value) ? value.map(String) : [], most: slot.most, names: names(), after, set })
    }
  </div>`;
} // prettier-ignore

interface Several {
  readonly label: string;
  readonly value: readonly string[];
  readonly most: number;
  readonly names: readonly { readonly name: string }[];
  after(typed: string): ReturnType<typeof fieldsOf>;
  set(value: readonly string[]): unknown;
}

/** Fields on a card: chips in their order, moved and taken out by buttons, one more by name. */
function several(acts: ViewActs, { label, value, most, names, after, set }: Several) {
  const w = acts.session.words.text.bind(acts.session.words);
  const move = (index: number, to: number) => set(value.toSpliced(index, 1).toSpliced(to, 0, value[index]!));
  const key = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.key === 'Delete') set(value.toSpliced(index, 1));
    else if (!event.altKey || step === 0 || value[index + step] === undefined) return;
    else move(index, index + step);
    event.preventDefault();
  };
  return html`<div class="several" role="group" aria-label=${label}>
    ${value.map(
      (path, index) =>
        html`<span class="chip"
          ><button type="button" class="word" data-tip=${w('view.chipKeys')} @keydown=${(event: KeyboardEvent) => key(event, index)}>${acts.label(path)}</button
          ><button type="button" class="x" aria-label=${w('view.remove', { name: acts.label(path) })} @click=${() => set(value.toSpliced(index, 1))}>${icon('x', 's')}</button></span
        >`,
    )}
    ${
      value.length >= most
        ? nothing
        : html`<td-name-input
            .label=${w('list.addTo', { name: label })}
            .names=${names.filter(({ name }) => !value.includes(name))}
            .namesAfter=${after}
            @td-value=${(event: CustomEvent<string | undefined>) => {
              (event.currentTarget as HTMLElement & { value: string }).value = '';
              if (event.detail && !value.includes(event.detail)) set([...value, event.detail]);
            }}
          ></td-name-input>`
    }
  </div>`;
} // prettier-ignore

const known = (field: Field) => ({ name: field.name, label: field.label, ...(field.target ? { target: field.target } : {}) }); // prettier-ignore

/** Fields that may follow a path that is being typed. */
function namesAlong({ session }: ViewActs, entity: string, typed: string) {
  const steps = typed.split('.').slice(0, -1);
  let at: string | undefined = entity;
  for (const step of steps) at = session.model.entities.get(at ?? '')?.fields.get(step)?.target;
  const before = steps.map((step) => `${step}.`).join('');
  return at === undefined ? [] : fieldsOf(session.model, at).map((each) => ({ ...each, name: before + each.name }));
}
