/** The four steps of a schedule as templates over its draft: basics, object, cycle, file and recipients. */
import { html, nothing } from 'lit';
import type { Field } from '../../metadata/model/model.js';
import { createEditHost, createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import { dateEditor } from '../ui/field-parts.js';
import { icon } from '../ui/icon.js';
import { cycleWords, weekdayName } from './cycle-words.js';
import { boardOf, shownParameters, type ParameterForm } from './parameter-form.js';
import './recipient-list.js';
import type { ScheduleOffer, SendableKind } from './schedule-client.js';
import { patternOf, readTime, type DraftRecipient, type ScheduleDraft } from './schedule-draft.js';

export interface StepPlace {
  readonly host: Host;
  readonly draft: ScheduleDraft;
  readonly offer: ScheduleOffer;
  readonly form: ParameterForm;
  /** By the key of the draft that is wrong. */
  readonly problems: ReadonlyMap<string, string>;
  /** Of single recipients, by their place. */
  readonly recipientProblems: ReadonlyMap<number, string>;
  readonly next: readonly string[] | undefined;
  change(changes: Partial<ScheduleDraft>): void;
  /** What was typed cannot be read, or can again. */
  refuse(key: string, message: string | undefined): void;
}

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

function problemOf({ problems }: StepPlace, key: string) {
  const text = problems.get(key);
  return text === undefined ? nothing : html`<p class="problem" id="problem-${key}" role="alert">${text}</p>`;
}
const invalid = ({ problems }: StepPlace, key: string) => (problems.has(key) ? 'true' : nothing);

export function basicsStep(place: StepPlace) {
  const { host, draft, change } = place;
  const { i18n } = host;
  return html`<div class="field wide">
      <label for="title">${i18n.t('schedule.title')}</label>
      <input id="title" type="text" maxlength="200" autocomplete="off" aria-invalid=${invalid(place, 'title')} aria-describedby="title-help" .value=${draft.title} @input=${(event: Event) => change({ title: valueOf(event) })} />
      ${problemOf(place, 'title')}
      <p class="help" id="title-help">${i18n.t('schedule.titleHelp')}</p>
    </div>
    <div class="field wide">
      <label for="message">${i18n.t('schedule.message')}</label>
      <textarea id="message" rows="4" maxlength="2000" .value=${draft.message} @input=${(event: Event) => change({ message: valueOf(event) })}></textarea>
    </div>
    ${dayField(place, 'starts')} ${dayField(place, 'ends')}`;
} // prettier-ignore

/** A day as everywhere in the product: typed or picked in the reader's language. */
function dayField({ host, draft, problems, change, refuse }: StepPlace, key: 'starts' | 'ends') {
  const error = problems.get(key);
  const edit = createEditHost(createFieldHost(host), {
    place: 'form',
    label: host.i18n.t(`schedule.${key}`),
    ...(error === undefined ? {} : { error }),
    refuse: (message) => refuse(key, message),
  });
  const document = { id: key, name: key, type: 'date', options: {} };
  const type = host.app.registries.field.get('date');
  const field = { name: key, type, document, label: '' } as unknown as Field;
  return html`<div class="field" id=${key}>
    ${dateEditor(draft[key], field, edit, (day) => change({ [key]: typeof day === 'string' ? day : '' }))}
  </div>`;
}

export function objectStep(place: StepPlace) {
  const { host, draft, form, change } = place;
  const { i18n, app } = host;
  const board = boardOf(host, draft.kind, draft.target);
  const chosen = draft.target === '' ? '' : `${draft.kind} ${draft.target}`;
  const group = (kind: SendableKind, label: string, heads: readonly { readonly name: string; readonly label?: unknown }[]) =>
    html`<optgroup label=${label}>
      ${heads.map(({ name, label: own }) => html`<option value=${`${kind} ${name}`} ?selected=${chosen === `${kind} ${name}`}>${i18n.label(own as never, name)}</option>`)}
    </optgroup>`;
  return html`<div class="field wide">
      <label for="object">${i18n.t('schedule.object')}</label>
      <select
        id="object"
        aria-invalid=${invalid(place, 'target')}
        @change=${(event: Event) => {
          const [kind = 'report', target = ''] = valueOf(event).split(' ');
          change({ kind: kind as SendableKind, target, parameters: {}, formats: [] });
        }}
      >
        <option value="" ?selected=${chosen === ''}>${i18n.t('schedule.chooseObject')}</option>
        ${group('report', i18n.t('schedule.reports'), app.document.reports)}
        ${group('dashboard', i18n.t('schedule.dashboards'), app.document.dashboards)}
      </select>
      ${problemOf(place, 'target')}
    </div>
    ${
      board === undefined
        ? nothing
        : html`<div class="wide label">${i18n.t('schedule.parameters')}</div>
            ${
              shownParameters(board).length === 0
                ? html`<p class="help wide">${i18n.t('schedule.noParameters')}</p>`
                : form.draw(board, draft.parameters, (parameters) => change({ parameters }))
            }`
    }
    <div class="wide">${problemOf(place, 'parameters')}</div>`;
} // prettier-ignore

const kinds: readonly ScheduleDraft['every'][] = ['day', 'weekday', 'week', 'month', 'lastDay', 'cron'];

export function cycleStep(place: StepPlace) {
  const { host, draft, change } = place;
  const { i18n } = host;
  const { every } = draft;
  return html`<div class="field">
      <label for="every">${i18n.t('schedule.every')}</label>
      <select id="every" @change=${(event: Event) => change({ every: valueOf(event) as ScheduleDraft['every'], ...(valueOf(event) === 'cron' ? { cron: patternOf(draft) } : {}) })}>
        ${kinds.map((kind) => html`<option value=${kind} ?selected=${kind === every}>${i18n.t(`schedule.every.${kind}`)}</option>`)}
      </select>
    </div>
    ${every === 'cron' ? cronField(place) : timeField(place)}
    ${
      every === 'week'
        ? html`<div class="field">
            <label for="weekday">${i18n.t('schedule.weekday')}</label>
            <select id="weekday" @change=${(event: Event) => change({ weekday: Number(valueOf(event)) })}>
              ${[1, 2, 3, 4, 5, 6, 7].map((day) => html`<option value=${day} ?selected=${day === draft.weekday}>${weekdayName(i18n.language, day)}</option>`)}
            </select>
          </div>`
        : nothing
    }
    ${
      every === 'month'
        ? html`<div class="field">
            <label for="day">${i18n.t('schedule.day')}</label>
            <input id="day" type="number" min="1" max="31" .value=${String(draft.day)} @change=${(event: Event) => change({ day: Math.min(31, Math.max(1, Math.round(Number(valueOf(event)) || 1))) })} />
            ${draft.day > 28 ? html`<p class="help">${i18n.t('schedule.dayHelp')}</p>` : nothing}
          </div>`
        : nothing
    }
    <div class="field">
      <label for="zone">${i18n.t('schedule.zone')}</label>
      <input id="zone" type="text" list="zones" autocomplete="off" spellcheck="false" aria-invalid=${invalid(place, 'zone')} .value=${draft.zone} @change=${(event: Event) => change({ zone: valueOf(event).trim() })} />
      <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}</datalist>
      ${problemOf(place, 'zone')}
    </div>
    <div class="wide">${nextTimes(place)}</div>`;
} // prettier-ignore

function timeField(place: StepPlace) {
  const { host, draft, change } = place;
  return html`<div class="field">
    <label for="time">${host.i18n.t('schedule.time')}</label>
    <input id="time" type="text" maxlength="5" inputmode="numeric" autocomplete="off" placeholder="08:00" aria-invalid=${invalid(place, 'time')} .value=${draft.time} @change=${(event: Event) => change({ time: readTime(valueOf(event)) })} />
    ${problemOf(place, 'time')}
  </div>`;
} // prettier-ignore

function cronField(place: StepPlace) {
  const { host, draft, change } = place;
  return html`<div class="field">
    <label for="cron">${host.i18n.t('schedule.cron')}</label>
    <input id="cron" type="text" maxlength="120" autocomplete="off" spellcheck="false" aria-invalid=${invalid(place, 'cron')} aria-describedby="cron-help" .value=${draft.cron} @change=${(event: Event) => change({ cron: valueOf(event) })} />
    ${problemOf(place, 'cron')}
    <p class="help" id="cron-help">${host.i18n.t('schedule.cronHelp')}</p>
  </div>`;
} // prettier-ignore

/** In the zone of the schedule, and beside it in the reader's own where that is another time. */
function nextTimes({ host, draft, next }: StepPlace) {
  const { i18n } = host;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const format = (iso: string, timeZone: string) =>
    new Intl.DateTimeFormat(i18n.formats.locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(iso));
  return html`<p class="says">${cycleWords(i18n, patternOf(draft))}</p>
    <div class="label" id="next-label">${i18n.t('schedule.next')}</div>
    ${
      next === undefined
        ? html`<p class="help" aria-busy="true">${i18n.t('common.loading')}</p>`
        : next.length === 0
          ? html`<p class="help">${i18n.t('schedule.nextNone')}</p>`
          : html`<ol class="next" aria-labelledby="next-label">
              ${next.map((iso) => {
                const [there, here] = [format(iso, draft.zone), format(iso, own)];
                return html`<li>${there}${there === here ? nothing : html` <span>(${i18n.t('schedule.yourTime', { time: here })})</span>`}</li>`;
              })}
            </ol>`
    }`;
} // prettier-ignore

export const channelOf = ({ channels }: ScheduleOffer, { channel }: ScheduleDraft) =>
  channels.find(({ id }) => id === channel);

/** Where there is a choice. */
function channelField({ host, draft, offer, change }: StepPlace) {
  if (offer.channels.length < 2) return nothing;
  const { i18n } = host;
  return html`<div class="field wide">
    <label for="channel">${i18n.t('schedule.channel')}</label>
    <select id="channel" @change=${(event: Event) => change({ channel: valueOf(event) })}>
      ${offer.channels.map(({ id, label }) => html`<option value=${id} ?selected=${id === draft.channel}>${i18n.label(label, id)}</option>`)}
    </select>
  </div>`;
} // prettier-ignore

export function fileStep(place: StepPlace) {
  const { host, draft, offer, change } = place;
  const { i18n } = host;
  const mayExport = host.app.has('report.export');
  const formats = offer.formats[draft.kind].filter((format) => format === 'link' || mayExport);
  const toggle = (format: string) =>
    change({
      formats: draft.formats.includes(format) ? draft.formats.filter((each) => each !== format) : [...draft.formats, format],
    });
  return html`${channelField(place)}
    <fieldset class="field">
      <legend class="label">${i18n.t('schedule.formats')}</legend>
      ${formats.map((format) => {
        const key = `schedule.format.${format}`;
        // Of a report it is one file.
        const isPlain = format === 'csv' && draft.kind === 'report';
        return html`<label class="check"
          ><input type="checkbox" .checked=${draft.formats.includes(format)} @change=${() => toggle(format)} />${i18n.has(key) && !isPlain ? i18n.t(key) : format.toUpperCase()}</label
        >`;
      })}
      ${problemOf(place, 'formats')}
    </fieldset>
    <div class="field">
      <label class="check"
        ><input type="checkbox" .checked=${draft.onlyIfRows} @change=${() => change({ onlyIfRows: !draft.onlyIfRows })} />${i18n.t('schedule.onlyIfRows')}</label
      >
    </div>
    <div class="wide field">
      <span class="label">${i18n.t('schedule.recipients')}</span>
      ${problemOf(place, 'recipients')}
      <tr-recipient-list
        .recipients=${draft.recipients}
        .problems=${place.recipientProblems}
        .board=${boardOf(host, draft.kind, draft.target)}
        .takesOutside=${channelOf(offer, draft)?.outside === true}
        @tr-recipients=${(event: CustomEvent<readonly DraftRecipient[]>) => change({ recipients: event.detail })}
      ></tr-recipient-list>
    </div>
    ${
      channelOf(offer, draft)?.on
        ? nothing
        : html`<p class="note wide">${icon('info')}<span>${i18n.t(draft.channel === 'mail' ? 'schedule.mailOffText' : 'schedule.channelOff')}</span></p>`
    }`;
} // prettier-ignore
