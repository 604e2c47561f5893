/** `<tr-sessions-page>`: where one is signed in oneself: browser, since when, last seen; and ending what is not wanted. */
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '@vaadin/button';
import { ApiFailure } from '../data/api-client.js';
import { errorText } from '../host/error-text.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { button, iconButton, tag } from '../ui/parts.js';
import '../ui/states.js';
import { tablePageStyles, tableStyles } from '../ui/table-styles.js';
import { agentWords } from './agent-words.js';
import { endSessions, fetchSessions, type OwnSession } from './user-client.js';
import { usersPageStyles } from './users-page-styles.js';
import '../ui/later-strings.js';

@customElement('tr-sessions-page')
export class TrSessionsPage extends TrElement {
  @state() private sessions: readonly OwnSession[] | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private busy = false;

  static override styles = [tableStyles, tablePageStyles, usersPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
    void this.#load();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('sessions.title'), trail: [] });
  }

  override render() {
    const others = this.sessions?.filter((each) => !each.current).length ?? 0;
    return html`<div class="head row">
        <h1>${this.t('sessions.title')}</h1>
        <span class="sp"></span>
        ${others > 0 ? button({ label: this.t('sessions.endOthers'), icon: 'log-out', id: 'others', disabled: this.busy, run: () => void this.#end() }) : nothing}
      </div>
      <p class="t2 lead">${this.t('sessions.lead')}</p>
      <div class="content">${this.#content()}</div>`;
  }

  #content() {
    const { sessions, failure } = this;
    if (failure && !sessions) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('sessions.failed')}
        .text=${errorText(this.host.i18n, failure)}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!sessions) return html`<tr-skeleton .rows=${3} .columns=${4}></tr-skeleton>`;
    return html`<table>
      <thead>
        <tr>
          <th>${this.t('sessions.browser')}</th>
          <th>${this.t('sessions.address')}</th>
          <th>${this.t('sessions.since')}</th>
          <th>${this.t('sessions.seen')}</th>
          <th><span class="sr">${this.t('list.actions')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${sessions.map((each) => this.#row(each))}
      </tbody>
    </table>`;
  }

  #row(session: OwnSession) {
    const { formats } = this.host.i18n;
    const name = agentWords(session.agent) || this.t('sessions.unknown');
    return html`<tr>
      <td class="who" data-tip=${session.agent}>
        <span class="tags"
          ><strong>${name}</strong>${session.current ? tag(this.t('sessions.this'), 'green') : nothing}</span
        >
      </td>
      <td data-label=${this.t('sessions.address')}>${session.address}</td>
      <td class="when" data-label=${this.t('sessions.since')}>${formats.dateTime(session.since)}</td>
      <td class="when" data-label=${this.t('sessions.seen')}>
        <time datetime=${session.seen} data-tip=${formats.dateTime(session.seen)}
          >${formats.ago(session.seen, this.host.now())}</time
        >
      </td>
      <td class="act">
        ${
          session.current
            ? nothing
            : iconButton({
                label: this.t('sessions.end', { name }),
                icon: 'log-out',
                size: 'sm',
                disabled: this.busy,
                run: () => void this.#end(session.id),
              })
        }
      </td>
    </tr>`;
  }

  async #load(): Promise<void> {
    try {
      this.sessions = (await fetchSessions(this.host)).sessions;
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #end(id?: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await endSessions(this.host, id);
      this.host.toasts.show({ text: this.t('sessions.ended') });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
    } finally {
      this.busy = false;
    }
    await this.#load();
  }
}
