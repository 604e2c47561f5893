/** `<td-waiting-rows>`: the rows of files that applications were made of, with the way to what they wait for: publishing. */
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../runtime/import/import-files.js';
import { TdElement } from '../td-element.js';

@customElement('td-waiting-rows')
export class TdWaitingRows extends TdElement {
  override render() {
    const publish = { label: this.w('start.publish'), run: () => void this.#publish() };
    return html`<tr-import-files .publish=${publish}></tr-import-files>`;
  }

  async #publish(): Promise<void> {
    if (await this.session.saveAll()) void this.host.router.go('/design/publish');
  }
}
