/** Whom something that a person saves is for, as a part of its dialog: oneself, roles, departments, everybody. */
import { css, html, nothing } from 'lit';
import type { SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import '../ui/later-strings.js';

export interface Audience {
  readonly scope: SavedViewScope;
  readonly target: string;
  readonly label: string;
}

/** What is shared already. */
export interface Shared {
  readonly scope: SavedViewScope;
  readonly target: string;
  readonly audience?: Label;
}

export interface OfferedAudiences {
  readonly audiences: readonly Audience[];
  /** Place of what holds now. */
  readonly at: number;
  readonly problem: string | undefined;
}

/** The answer of `GET /api/views/audiences`. */
interface Answer {
  readonly everybody: boolean;
  readonly roles: readonly { readonly name: string; readonly label: Label }[];
  readonly departments: readonly { readonly id: string; readonly label: string }[];
}

/** More are a drop-down list. */
const mostRadios = 6;

/** Oneself; with the right to share also the roles and departments that the server offers. Without an answer, oneself. */
export async function offeredAudiences(host: Host, saved: Shared | undefined): Promise<OfferedAudiences> {
  const { app, api, i18n } = host;
  const own: Audience = { scope: 'personal', target: app.document.user.id, label: i18n.t('view.forMe') };
  let problem: string | undefined;
  let audiences: readonly Audience[] = [own];
  if (app.has('views.share')) {
    try {
      audiences = [own, ...labelled(host, await api.get<Answer>('/views/audiences'))];
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      problem = error.message;
    }
    const isKnown = !saved || audiences.some(({ scope, target }) => scope === saved.scope && target === saved.target);
    // A maker who may no longer share with them can still keep the name of whom it is for in sight.
    if (!isKnown) audiences = [...audiences, { ...saved, label: i18n.label(saved.audience, saved.target) }];
  }
  const at = audiences.findIndex(({ scope, target }) => scope === saved?.scope && target === saved.target);
  return { audiences, at: Math.max(0, at), problem };
}

function labelled({ i18n }: Host, { everybody, roles, departments }: Answer): readonly Audience[] {
  return [
    ...roles.map(({ name, label }) => ({
      scope: 'role' as const,
      target: name,
      label: i18n.t('view.forRole', { role: i18n.label(label, name) }),
    })),
    ...departments.flatMap(({ id, label }) => {
      const name = label || i18n.t('view.forDepartment');
      return [
        { scope: 'department' as const, target: id, label: i18n.t('view.inDepartment', { name }) },
        { scope: 'subtree' as const, target: id, label: i18n.t('view.inSubtree', { name }) },
      ];
    }),
    ...(everybody ? [{ scope: 'system' as const, target: '*', label: i18n.t('view.forAll') }] : []),
  ];
}

/** As requests say it: oneself and everybody need no target. */
export const audienceBody = ({ scope, target }: Audience) =>
  scope === 'personal' || scope === 'system' ? { scope } : { scope, target };

export function audiencePart(host: Host, audiences: readonly Audience[], chosen: number, choose: (at: number) => void) {
  if (audiences.length <= 1) return nothing;
  const words = host.i18n.t('view.for');
  if (audiences.length > mostRadios) {
    return html`<fieldset>
      <legend><label for="audience">${words}</label></legend>
      <select id="audience" @change=${(event: Event) => choose((event.target as HTMLSelectElement).selectedIndex)}>
        ${audiences.map(({ label }, at) => html`<option ?selected=${at === chosen}>${label}</option>`)}
      </select>
    </fieldset>`;
  }
  return html`<fieldset>
    <legend>${words}</legend>
    ${audiences.map(
      ({ label }, at) =>
        html`<label
          ><input type="radio" name="audience" .checked=${at === chosen} @change=${() => choose(at)} />${label}</label
        >`,
    )}
  </fieldset>`;
}

/** Of the whole dialog: a name, words, and whom it is for. */
export const audienceStyles = css`
  .name {
    display: block;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
    margin-bottom: 4px;
  }
  input[type='text'],
  textarea {
    width: 100%;
    height: 32px;
    padding: 0 10px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 16px 0 0;
  }
  legend {
    padding: 0;
    font: var(--tr-text-label);
    color: var(--tr-text-2);
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    color: var(--tr-text);
    cursor: pointer;
  }
  fieldset input {
    accent-color: var(--tr-accent);
    margin: 0;
  }
  select {
    width: 100%;
    height: 32px;
    margin-top: 4px;
    padding: 0 8px;
    border: 1px solid var(--tr-line-control);
    border-radius: var(--tr-radius-m);
    background: var(--tr-surface);
    color: var(--tr-text);
    font: var(--tr-text-body);
  }
  .problem {
    margin: 12px 0 0;
    color: var(--tr-bad);
  }
  @media (pointer: coarse) {
    input[type='text'],
    textarea,
    select {
      min-height: 44px;
      font-size: 16px;
    }
    fieldset label {
      min-height: 44px;
    }
  }
`;
