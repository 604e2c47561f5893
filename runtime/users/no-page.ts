/** `<tr-no-page>`: an address below /admin that is none. Pages that are there stand in rare-screens.ts. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import '../ui/states.js';
import '../ui/later-strings.js';

@customElement('tr-no-page')
export class TrNoPage extends TrElement {
  override connectedCallback(): void {
    super.connectedCallback();
    this.hostChanged();
  }

  protected override hostChanged(): void {
    this.emit<PageTitle>('tr-title', { title: this.t('admin.noPage'), trail: [] });
  }

  override render() {
    return html`<tr-state
      kind="missing"
      .heading=${this.t('admin.noPage')}
      .text=${this.t('notFound.text')}
      .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
    ></tr-state>`;
  }
}
