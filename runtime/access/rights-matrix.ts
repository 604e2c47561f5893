/** What a person may do, as a table: kinds of record by actions, each cell the widest scope and where it comes from. */
import { html, nothing } from 'lit';
import type { FieldClass } from '../../metadata/schema/app.js';
import type { Label } from '../../metadata/value.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { tag } from '../ui/parts.js';

/** As `GET /api/access/users/:id` answers it. */
export interface PersonRights {
  readonly user: { readonly id: string; readonly login: string; readonly name: string };
  readonly roles: readonly { readonly name: string; readonly label: Label }[];
  readonly rights: readonly string[];
  readonly sharing: readonly { readonly name: string; readonly label: Label }[];
  readonly entities: readonly EntityRights[];
}
export interface EntityRights {
  readonly entity: string;
  readonly label: Label;
  readonly icon: string | null;
  readonly actions: Readonly<Record<string, ActionRights | undefined>>;
  readonly fields: readonly { readonly name: string; readonly label: Label; readonly class: FieldClass }[];
}
interface ActionRights {
  readonly scope?: 'all' | 'subtree' | 'department' | 'own' | 'condition';
  readonly roles: readonly string[];
  readonly rules: readonly string[];
  readonly byHand: boolean;
}

const actions = [
  'read', 'create', 'update', 'delete', 'assign', 'share', 'print', 'export', 'import', 'bulk',
] as const; // prettier-ignore

type Action = (typeof actions)[number];
/** Asked of no record. */
const withoutRows: ReadonlySet<Action> = new Set<Action>(['create', 'import']);

export function rightsMatrix(host: Host, rights: PersonRights) {
  const { i18n } = host;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${i18n.t('access.matrix')}>
    <table>
      <thead>
        <tr>
          <th scope="col">${i18n.t('access.records')}</th>
          ${actions.map((action) => html`<th scope="col">${i18n.t(`access.action.${action}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rights.entities.map(
          (entity) =>
            html`<tr>
              <th scope="row">
                <span class="row"
                  >${icon(entity.icon ?? 'box')}<span>${i18n.label(entity.label, entity.entity)}</span></span
                >
              </th>
              ${actions.map((action) => html`<td>${cell(host, rights, action, entity.actions[action])}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell({ i18n }: Host, rights: PersonRights, action: Action, held: ActionRights | undefined) {
  if (!held) return html`<span class="t3">${i18n.t('access.scope.no')}</span>`;
  const labels = (list: PersonRights['roles'], names: readonly string[]) =>
    names.map((name) => i18n.label(list.find((each) => each.name === name)?.label, name));
  const from = [...labels(rights.roles, held.roles), ...labels(rights.sharing, held.rules)].join(', ');
  const scope = withoutRows.has(action) ? i18n.t('common.yes') : i18n.t(`access.scope.${held.scope ?? 'shared'}`);
  const isMore = held.byHand || held.rules.length > 0;
  return html`<span data-tip=${from ? i18n.t('access.from', { roles: from }) : nothing}
    ><span class=${held.scope === 'all' ? 'all' : ''}>${scope}</span>${
      isMore && held.scope !== 'all' && held.scope
        ? html`<span class="meta plus">${i18n.t('access.plus')}</span>`
        : nothing
    }</span
  >`;
}

const colours: Readonly<Record<FieldClass, string | undefined>> = {
  hidden: 'red',
  mask: 'amber',
  read: undefined,
  write: undefined,
};

/** Fields that are not simply to be changed, by kind of record. */
export function limitedFields({ i18n }: Host, rights: PersonRights) {
  const entities = rights.entities.filter((entity) => entity.fields.length > 0);
  if (entities.length === 0) return nothing;
  return html`<h2>${i18n.t('access.fields')}</h2>
    <dl class="fields">
      ${entities.map(
        (entity) =>
          html`<div>
            <dt>${i18n.label(entity.label, entity.entity)}</dt>
            <dd>
              ${entity.fields.map(
                (field) =>
                  html`<span class="field"
                    >${i18n.label(field.label, field.name)}
                    ${tag(i18n.t(`access.class.${field.class}`), colours[field.class])}</span
                  >`,
              )}
            </dd>
          </div>`,
      )}
    </dl>`;
}
