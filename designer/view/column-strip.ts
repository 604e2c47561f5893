/** What can be done with the selected column, as a row of tools under the table: every gesture has its button here. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { grains, type Grain } from '../../metadata/schema/query.js';
import type { Column } from '../../runtime/list/columns.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { freezeColumns, setColumn, setGrain, shiftColumn, sortBy, toggleGroup, toggleQuick, type ViewColumn } from './gestures.js'; // prettier-ignore
import type { ViewActs } from './view-acts.js';

const aggregates = ['sum', 'avg', 'min', 'max'] as const;
const dayGrains: readonly Grain[] = grains.filter((grain) => grain !== 'hour');

export function columnStrip(acts: ViewActs, columns: readonly Column[]) {
  const { view, selected, session } = acts;
  const w = session.words.text.bind(session.words);
  const index = view?.columns.findIndex((column) => column.path === selected) ?? -1;
  if (!view || selected === undefined || index < 0) return html`<div class="strip t3">${w('view.how')}</div>`;
  const column = columns.find((each) => each.path === selected);
  const held = view.columns[index]!;
  const name = acts.label(selected);
  const sort = (view.sort ?? []).find((each) => each.by === selected);
  const group = (view.group ?? []).find((each) => each.path === selected);
  const isDay = column?.field.valueType === 'date' || column?.field.valueType === 'datetime';
  const freeze = view.freeze ?? 1;
  const order = (descending: boolean) => {
    const isOn = sort !== undefined && (sort.descending ?? false) === descending;
    return toggle(isOn, w(descending ? 'view.descending' : 'view.ascending'), descending ? 'arrow-down' : 'arrow-up', (event) =>
      acts.change(sortBy(view, selected, isOn ? undefined : descending, event.shiftKey || sort !== undefined), name, 'view.done.sorted'));
  }; // prettier-ignore
  return html`<div class="strip" role="toolbar" aria-label=${w('view.column', { name })}>
    <b class="clip" data-tip-cut>${name}</b>
    ${iconButton({ label: w('view.left'), icon: 'arrow-left', size: 'sm', disabled: index === 0, run: () => acts.change(shiftColumn(view, selected, -1), name, 'view.done.moved') })}
    ${iconButton({ label: w('view.right'), icon: 'arrow-right', size: 'sm', disabled: index === view.columns.length - 1, run: () => acts.change(shiftColumn(view, selected, 1), name, 'view.done.moved') })}
    <span class="vsep"></span>
    ${column?.sortable ? html`${order(false)}${order(true)}` : nothing}
    ${toggle(group !== undefined, w('view.group'), 'layers', () => acts.change(toggleGroup(view, selected, isDay ? 'month' : undefined), name, 'view.done.grouped'))}
    ${
      group && isDay
        ? choice(w('view.grain'), dayGrains, group.grain ?? 'day', (grain) => session.words.find(`choice.grain.${grain}`) ?? session.words.find(`choice.${grain}`) ?? grain,
            (grain) => acts.change(setGrain(view, selected, grain as Grain), name, 'view.done.grouped'))
        : nothing
    }
    ${
      column && (column.field.type.aggregates ?? []).length > 0
        ? choice(w('view.total'), ['', ...aggregates.filter((each) => column.field.type.aggregates?.includes(each))], held.aggregate ?? '',
            (each) => (each === '' ? w('view.noTotal') : session.words.find(`choice.aggregate.${each}`) ?? each),
            (each) => acts.change(setColumn(view, selected, { aggregate: (each || undefined) as ViewColumn['aggregate'] }), name))
        : nothing
    }
    ${toggle(index < freeze, w('view.freeze'), 'columns-3', () => acts.change(freezeColumns(view, index < freeze ? index : index + 1), name))}
    ${toggle((view.quickFilters ?? []).includes(selected), w('view.quick'), 'list-filter', () => acts.change(toggleQuick(view, selected), name))}
    <span class="sp"></span>
    ${iconButton({ label: w('view.remove', { name }), icon: 'trash-2', size: 'sm', disabled: view.columns.length === 1, run: () => acts.remove(selected) })}
  </div>`;
} // prettier-ignore

function toggle(isOn: boolean, label: string, symbol: string, run: (event: MouseEvent) => unknown) {
  return html`<button type="button" class="tool" aria-pressed=${isOn} @click=${run}>${icon(symbol, 's')}<span>${label}</span></button>`;
} // prettier-ignore

function choice(label: string, all: readonly string[], chosen: string, word: (value: string) => string, run: (value: string) => unknown) {
  return html`<label class="pick"
    ><span>${label}</span
    ><select class="in" @change=${(event: Event) => run((event.currentTarget as HTMLSelectElement).value)}>
      ${all.map((each) => html`<option value=${each} .selected=${live(each === chosen)}>${word(each)}</option>`)}
    </select></label
  >`;
} // prettier-ignore
