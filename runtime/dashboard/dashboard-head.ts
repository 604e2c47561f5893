/** The head of a dashboard: title, age of the data, its actions, the query pane, the tabs; and the same on a phone. */
import { html, nothing } from 'lit';
import type { Value } from '../../metadata/value.js';
import { iconButton } from '../ui/parts.js';
import { emptyState, setParameters } from './dashboard-state.js';
import type { PageModel } from './page-model.js';
import './query-chips.js';

export interface HeadActions {
  readonly age: Date | undefined;
  readonly isFullScreen: boolean;
  refresh(): void;
  fullScreen(): void;
  arrange(): void;
  /** Absent where files may not be made. */
  readonly file: (() => void) | undefined;
  /** The phone's two buttons. */
  filters(cause: HTMLElement): void;
  more(cause: HTMLElement): void;
  /** By mail, by link. */
  send(cause: HTMLElement): void;
}

export function dashboardHead(model: PageModel, actions: HeadActions) {
  const { i18n } = model.host;
  const full = i18n.t(actions.isFullScreen ? 'dashboard.leaveFullScreen' : 'dashboard.fullScreen');
  return html`<div class="head">
    <div class="row top">
      <h1 class="clip">${i18n.label(model.document.label, model.document.name)}</h1>
      <span class="sp"></span>
      <span class="meta" role="status">${age(model, actions.age)}</span>
      ${iconButton({ label: i18n.t('dashboard.refresh'), icon: 'refresh-cw', run: actions.refresh })}
      ${iconButton({ label: i18n.t('send.more'), icon: 'mail', run: (event) => actions.send(event.currentTarget as HTMLElement) })}
      ${iconButton({ label: i18n.t('report.export'), icon: 'download', disabled: !actions.file, run: () => actions.file?.() })}
      ${iconButton({ label: i18n.t('dashboard.arrange'), icon: 'layout-dashboard', run: actions.arrange })}
      ${iconButton({ label: full, icon: 'maximize-2', pressed: actions.isFullScreen, run: actions.fullScreen })}
    </div>
    ${chips(model)} ${tabs(model)}
  </div>`;
}

export function phoneHead(model: PageModel, actions: HeadActions) {
  const { i18n } = model.host;
  const hasFilters = (model.document.parameters ?? []).some((parameter) => !parameter.hidden);
  return html`<div class="phonehead">
      <h1 class="clip sp">${i18n.label(model.document.label, model.document.name)}</h1>
      ${
        hasFilters
          ? iconButton({
              label: i18n.t('dashboard.filters'),
              icon: 'list-filter',
              run: (event) => actions.filters(event.currentTarget as HTMLElement),
            })
          : nothing
      }
      ${iconButton({
        label: i18n.t('shell.more'),
        icon: 'ellipsis',
        run: (event) => actions.more(event.currentTarget as HTMLElement),
      })}
    </div>
    ${chips(model)} ${tabs(model)}`;
}

/** How old the rows are, and how often they are read again. */
export function age({ host: { i18n }, document }: PageModel, at: Date | undefined): string {
  if (!at) return '';
  const of = i18n.t('dashboard.dataOf', { time: i18n.formats.time(at.toISOString()) });
  const { refresh } = document;
  if (refresh === undefined) return of;
  const every =
    refresh % 60 === 0
      ? i18n.t('dashboard.refreshedEvery', { minutes: refresh / 60 })
      : i18n.t('dashboard.refreshedSeconds', { seconds: refresh });
  return `${of}${i18n.language.startsWith('zh') ? '，' : ', '}${every}`;
}

function chips(model: PageModel) {
  const { document, state, tools } = model;
  const declared = document.parameters ?? [];
  const offered = declared.filter((parameter) => !parameter.hidden);
  if (offered.length === 0) return nothing;
  return html`<tr-query-chips
    ?bare=${model.phone}
    .board=${{ kind: 'dashboard', name: document.name, declared }}
    .given=${state.given}
    .stated=${tools.stated}
    ?changed=${offered.some((parameter) => state.given[parameter.name] !== undefined)}
    @tr-parameters=${(event: CustomEvent<Readonly<Record<string, Value | undefined>>>) =>
      model.go(setParameters(state, event.detail))}
    @tr-reset=${() => model.go({ ...emptyState, tab: state.tab })}
  ></tr-query-chips>`;
}

function tabs({ host: { i18n }, document, state, go }: PageModel) {
  if (!document.tabs) return nothing;
  const current = state.tab ?? document.tabs[0]!.id;
  return html`<div class="tabs" role="tablist" aria-label=${i18n.t('dashboard.tabs')} @keydown=${moveByKey}>
    ${document.tabs.map(
      (tab) =>
        html`<button
          type="button"
          class="tab"
          role="tab"
          aria-controls="parts"
          aria-selected=${String(tab.id === current)}
          tabindex=${tab.id === current ? 0 : -1}
          @click=${() => go({ ...state, tab: tab.id === document.tabs![0]!.id ? undefined : tab.id })}
        >
          ${i18n.label(tab.label, tab.id)}
        </button>`,
    )}
  </div>`;
}

function moveByKey(event: KeyboardEvent): void {
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>('[role=tab]')];
  // From the tab that holds the focus: the one marked as current follows a moment later, and keys may come faster.
  const at = all.indexOf(event.target as HTMLButtonElement);
  const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 };
  const move = moves[event.key];
  if (move === undefined) return;
  event.preventDefault();
  const next = all[(move + all.length) % all.length]!;
  next.click();
  next.focus();
}
