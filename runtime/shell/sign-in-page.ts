/** `<tr-sign-in-page>`: the form at the left, the product's pattern at the right (gone under 900 px). */
import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { languages } from '../../metadata/value.js';
import { TrElement } from '../ui/element.js';
import { icon, logo } from '../ui/icon.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import './password-form.js';
import './sign-in-form.js';

const lines = Array.from({ length: 34 }, (_, index) => -900 + index * 72);

/** As the server wrote it into the page: nobody is known yet who could ask for it. */
const siteName = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name=application-name]')?.content ?? 'Trellis';

@customElement('tr-sign-in-page')
export class TrSignInPage extends TrElement {
  @property() step: 'signIn' | 'password' = 'signIn';

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: 1fr 1fr;
      height: 100%;
    }
    main {
      background: var(--tr-surface);
      display: flex;
      flex-direction: column;
      padding: 32px 40px;
      min-width: 0;
      overflow: auto;
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 8px;
      font: var(--tr-text-section);
    }
    .logo {
      width: var(--tr-logo-width, 24px);
      height: 24px;
      color: var(--tr-accent-text);
      background: var(--tr-logo, var(--tr-logo-small)) left / contain no-repeat;
    }
    .logo svg {
      display: var(--tr-logo-mark, block);
      width: 100%;
      height: 100%;
    }
    .logo + span {
      font-size: var(--tr-brand-size);
    }
    .middle {
      flex: 1 0 auto;
      display: flex;
      align-items: center;
      justify-content: center;
      padding: 32px 0;
    }
    .middle > * {
      width: 352px;
      max-width: 100%;
    }
    .foot {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    .foot button {
      border: 0;
      background: none;
      padding: 4px;
      margin: -4px;
      display: inline-flex;
      gap: 4px;
      align-items: center;
      cursor: pointer;
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
      border-radius: var(--tr-radius-s);
      min-height: 24px;
    }
    aside {
      background: var(--tr-canvas);
      border-left: 1px solid var(--tr-line);
      position: relative;
      overflow: hidden;
    }
    aside svg {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      opacity: 0.5;
    }
    @media (max-width: 899px) {
      :host {
        grid-template-columns: 1fr;
      }
      aside {
        display: none;
      }
      main {
        padding: 24px 16px;
      }
    }
    @media (max-width: 639px) {
      .middle > * {
        width: 100%;
      }
    }
  `;

  override render() {
    document.title = `${this.t(this.step === 'password' ? 'password.title' : 'signIn.title')} · ${siteName()}`;
    return html`<main>
        <div class="brand">${logo}<span>${siteName()}</span></div>
        <div class="middle">
          ${
            this.step === 'password'
              ? html`<tr-password-form></tr-password-form>`
              : html`<tr-sign-in-form></tr-sign-in-form>`
          }
        </div>
        <div class="foot">
          <button type="button" aria-haspopup="menu" @click=${this.#languages}>
            ${this.host.i18n.names[this.host.i18n.language]}${icon('chevron-down', 's')}
          </button>
        </div>
        <tr-menu></tr-menu>
      </main>
      <aside aria-hidden="true">
        <svg fill="none" stroke="var(--tr-line-strong)" preserveAspectRatio="xMidYMid slice" viewBox="0 0 720 900">
          ${lines.map((x) => svg`<path d="M${x} 900L${x + 900} 0"/><path d="M${x + 900} 900L${x} 0" opacity=".55"/>`)}
        </svg>
      </aside>`;
  }

  #languages(event: Event): void {
    const { i18n, appearance } = this.host;
    void this.renderRoot.querySelector<TrMenu>('tr-menu')?.openAt(
      event.currentTarget as HTMLElement,
      this.t('person.language'),
      languages.map((language) => ({
        id: language,
        label: i18n.names[language],
        checked: language === i18n.language,
        run: () => {
          appearance.language = language;
          document.documentElement.lang = language;
          void i18n.use(language);
        },
      })),
    );
  }
}
