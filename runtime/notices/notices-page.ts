/** `<tr-notices-page>`: all of one's notices, and beside them what one wants to be told of and when not. */
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { fetchSettings, keepSettings, noticeKinds, type NoticeKind, type NoticeSettings } from './notice-client.js';
import './notice-list.js';
import { noticesPageStyles } from './notices-page-styles.js';
import '../ui/later-strings.js';

@customElement('tr-notices-page')
export class TrNoticesPage extends TrElement {
  @state() private settings: NoticeSettings | undefined;
  @state() private failed = false;

  static override styles = noticesPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.emit<PageTitle>('tr-title', { title: this.t('notices.title'), trail: [] });
    void this.#load();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('notices.title'), trail: [] });
  }

  override render() {
    const toSettings = () => this.renderRoot.querySelector<HTMLElement>('aside input')?.focus();
    return html`<tr-notice-list alone @tr-settings=${toSettings}></tr-notice-list>
      <aside aria-label=${this.t('notices.settings')}>
        ${this.settings ? this.#form(this.settings) : this.failed ? this.#again() : html`<tr-skeleton .rows=${4} .columns=${1}></tr-skeleton>`}
      </aside>`;
  }

  #again() {
    return html`<p class="t3">
      ${this.t('notices.failed')}
      <button type="button" class="linkish" @click=${() => void this.#load()}>${this.t('common.tryAgain')}</button>
    </p>`;
  }

  #form(settings: NoticeSettings) {
    const { quiet } = settings;
    return html`<fieldset>
        <legend>${this.t('notices.tellMe')}</legend>
        ${noticeKinds.map((kind) => this.#kind(kind, settings))}
      </fieldset>
      <fieldset>
        <legend>${this.t('notices.quiet')}</legend>
        ${this.#box(this.t('notices.quietOn'), quiet !== undefined, (on) => {
          const { quiet: _quiet, ...rest } = settings;
          void this.#keep(on ? { ...rest, quiet: { from: '19:00', to: '07:00' } } : rest);
        })}
        ${
          quiet
            ? html`<div class="times">
                ${(['from', 'to'] as const).map(
                  (end) =>
                    html`<label>
                      ${this.t(end === 'from' ? 'notices.quietFrom' : 'notices.quietTo')}
                      <input
                        type="time"
                        .value=${quiet[end]}
                        @change=${(event: Event) => {
                          const time = (event.target as HTMLInputElement).value;
                          if (time !== '') void this.#keep({ ...settings, quiet: { ...quiet, [end]: time } });
                        }}
                      />
                    </label>`,
                )}
              </div>`
            : ''
        }
        <p class="meta">${this.t('notices.quietText')}</p>
      </fieldset>
      <fieldset>
        <legend>${this.t('follow.name')}</legend>
        ${this.#box(this.t('notices.autoFollow'), settings.autoFollow !== false, (on) => void this.#keep({ ...settings, autoFollow: on }))}
      </fieldset>`;
  }

  #kind(kind: NoticeKind, settings: NoticeSettings) {
    const kinds = settings.kinds ?? {};
    return this.#box(
      this.t(`notices.kind.${kind}`),
      kinds[kind] !== false,
      (on) => void this.#keep({ ...settings, kinds: { ...kinds, [kind]: on } }),
    );
  }

  #box(label: string, checked: boolean, change: (on: boolean) => void) {
    return html`<label
      ><input
        class="cb"
        type="checkbox"
        .checked=${checked}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`;
  }

  async #load(): Promise<void> {
    try {
      this.settings = await fetchSettings(this.host);
      this.failed = false;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failed = true;
    }
  }

  /** Kept at once; goes back when the server did not take it. */
  async #keep(next: NoticeSettings): Promise<void> {
    const before = this.settings;
    this.settings = next;
    try {
      await keepSettings(this.host, next);
      this.host.announce(this.t('record.saved'));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.settings = before;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }
}
