/** Notes above a form as templates: others' changes, changes found again, the summary of errors. */
import { html, nothing } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { anchorOf } from './form-places.js';
import type { News } from './news-watch.js';

export interface RecordNotes {
  readonly host: Host;
  readonly entity: Entity;
  readonly news: News | undefined;
  readonly keptAt: string | undefined;
  readonly errors: ReadonlyMap<string, string>;
  readonly general: string | undefined;
  takeNews(): void;
  discard(): void;
  /** Goes to the field of an error. */
  jump(path: string): void;
}

export function recordNotes(notes: RecordNotes) {
  const { host, news, keptAt } = notes;
  const ago = (at: string) => host.i18n.formats.ago(at, host.now());
  return html`
    ${
      news
        ? html`<div class="box info note" role="status">
            ${icon('info')}<span class="sp"
              >${host.i18n.t('record.changedElsewhere', { who: news.who, when: ago(news.at) })}
              <button type="button" class="linkish" @click=${() => notes.takeNews()}>
                ${host.i18n.t('record.reload')}
              </button></span
            >
          </div>`
        : nothing
    }
    ${
      keptAt
        ? html`<div class="box warn note" role="status">
            ${icon('undo-2')}<span class="sp"
              >${host.i18n.t('record.draftFound', { when: ago(keptAt) })}
              <button type="button" class="linkish" @click=${() => notes.discard()}>
                ${host.i18n.t('record.draftDrop')}
              </button></span
            >
          </div>`
        : nothing
    }
    ${notes.errors.size > 0 || notes.general ? summary(notes) : nothing}
  `;
}

function summary({ host, entity, errors, general, jump }: RecordNotes) {
  const link = ([path, message]: [string, string]) => {
    const label = labelOfPath(host, entity, path);
    const go = (event: Event) => {
      event.preventDefault();
      jump(path);
    };
    // A message that names its field stands alone.
    const words = message.includes(label) ? message : `${label}: ${message}`;
    return html`<li><a href="#${anchorOf(path)}" @click=${go}>${words}</a></li>`;
  };
  return html`<div class="box bad note summary" role="alert" tabindex="-1">
    ${icon('circle-x')}
    <div>
      <div class="strong">${general ?? host.i18n.t('record.errors', { count: errors.size })}</div>
      <ul>
        ${[...errors].map(link)}
      </ul>
    </div>
  </div>`;
}

/** `/lines/0/quantity` as "Order lines 1, Quantity", `/address/city` as "Address: City". */
function labelOfPath(host: Host, entity: Entity, path: string): string {
  const [, name = '', row, child] = path.split('/');
  const field = entity.fields.get(name);
  const label = host.i18n.label(field?.label, name);
  if (row === undefined) return label;
  const part = entity.fields.get(`${name}.${row}`);
  if (part) return host.i18n.label(part.label, label);
  const childField = host.app.entity(field?.children?.entity ?? '')?.fields.get(child ?? '');
  return `${label} ${Number(row) + 1}${childField ? `, ${host.i18n.label(childField.label, child)}` : ''}`;
}
