/**
 * The designer program: knows the plugins present (all their schemas, for checking and completion), gives the session down
 * and chooses the page. `/design`, `/design/:kind/:name`, `/design/publish`, `/design/releases`,
 * `/design/versions/:kind/:name`, `/design/put-away`, `/design/start`, `/design/translations`.
 */
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Kind } from '../metadata/schema/kinds.js';
import type { Registries } from '../metadata/contributions.js';
import { createRegistries } from '../metadata/registries.js';
import { registerSchemas } from '../plugins/index/schemas.js';
import { ApiFailure } from '../runtime/data/api-client.js';
import type { Route } from '../runtime/data/router.js';
import { TrElement } from '../runtime/ui/element.js';
import '../runtime/ui/states.js';
import { keyText } from './session/document-client.js';
import { DesignSession, SessionRequest } from './session/design-session.js';
import { Words } from './session/words.js';
import './release/publish-page.js';
import './release/put-away-page.js';
import './release/releases-page.js';
import './release/versions-page.js';
import './workbench/phone-page.js';
import './workbench/workbench-page.js';
import '../runtime/ui/later-strings.js';

const phone = matchMedia('(max-width: 639px)');

function filledRegistries(): Registries {
  const registries = createRegistries();
  registerSchemas(registries);
  return registries;
}

@customElement('td-design')
export class TdDesign extends TrElement {
  @property({ attribute: false }) route!: Route;
  @state() private ready = false;
  @state() private failure: ApiFailure | undefined;
  /** The words to say so, when the person may not design. */
  @state() private forbidden: Words | undefined;
  #session: DesignSession | undefined;
  #stops: (() => void)[] = [];

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 0;
    }
    :host > * {
      flex: 1;
      min-height: 0;
    }
  `;

  constructor() {
    super();
    this.addEventListener(SessionRequest.type, (event) => {
      (event as SessionRequest).session = this.#session;
      event.stopPropagation();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    phone.addEventListener('change', again);
    this.#stops = [() => phone.removeEventListener('change', again)];
    if (this.host.app.has('design')) void this.#start();
    else void this.#refuse();
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#session?.stop();
    this.#session = undefined;
    this.ready = false;
    super.disconnectedCallback();
  }

  async #refuse(): Promise<void> {
    const words = new Words(this.host.i18n);
    await words.follow();
    this.forbidden = words;
    this.emit('tr-title', { title: this.t('shell.design'), trail: [] });
  }

  async #start(): Promise<void> {
    this.failure = undefined;
    const session = new DesignSession(this.host, filledRegistries());
    try {
      await session.start();
      this.#session = session;
      this.ready = true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      this.emit('tr-title', { title: this.t('shell.design'), trail: [] });
    }
  }

  override render() {
    if (this.forbidden) return this.#forbidden(this.forbidden);
    if (this.failure) {
      const request = this.failure.requestId ? ` ${this.t('common.request', { id: this.failure.requestId })}` : '';
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .text=${this.failure.message + request}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#start() }]}
      ></tr-state>`;
    }
    if (!this.ready) return html`<tr-skeleton></tr-skeleton>`;
    if (phone.matches) return html`<td-phone-page .route=${this.route}></td-phone-page>`;
    const [first] = this.route.parts;
    if (first === 'publish') return html`<td-publish-page></td-publish-page>`;
    if (first === 'start') {
      if (!customElements.get('td-start-page')) void import('./start/start-page.js').then(() => this.requestUpdate());
      return html`<td-start-page .route=${this.route}></td-start-page>`;
    }
    if (first === 'translations') {
      if (!customElements.get('td-translations-page')) {
        void import('./translations/translation-page.js').then(() => this.requestUpdate());
      }
      return html`<td-translations-page></td-translations-page>`;
    }
    if (first === 'releases') return html`<td-releases-page></td-releases-page>`;
    if (first === 'put-away') return html`<td-put-away-page></td-put-away-page>`;
    if (first === 'versions') return this.#versions();
    return html`<td-workbench .route=${this.route}></td-workbench>`;
  }

  #versions() {
    const [, kind, name = ''] = this.route.parts;
    const release = Number(new URLSearchParams(window.location.search).get('release')) || undefined;
    const key = { kind: kind as Kind, name };
    return keyed(keyText(key), html`<td-versions-page .key=${key} .first=${release}></td-versions-page>`);
  }

  /** The page takes the whole window, so the way back must be on it. */
  #forbidden(words: Words) {
    return html`<h1 class="sr">${this.t('shell.design')}</h1>
      <tr-state
        kind="forbidden"
        .heading=${words.text('forbidden.title')}
        .text=${words.text('forbidden.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
  }
}
