/**
 * `<td-phone-page>`: on a phone documents can be looked up, not edited; the page says so. The address of a document or of
 * another page of the designer says what it is, and hands it on to a wider screen.
 */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isKind } from '../../metadata/schema/kinds.js';
import type { Route } from '../../runtime/data/router.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { copyLink } from '../../runtime/ui/copy-link.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/states.js';
import { TdElement } from '../td-element.js';
import './document-tree.js';

/** Pages beside the documents, by the first part of their address. */
const pages = {
  publish: 'publish.include',
  releases: 'releases.title',
  versions: 'release.versions',
  'put-away': 'release.putAway',
  start: 'start.page',
  translations: 'translations.title',
} as const;

@customElement('td-phone-page')
export class TdPhonePage extends TdElement {
  @property({ attribute: false }) route!: Route;

  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      padding-top: 12px;
    }
    h1 {
      padding: 0 16px 8px;
    }
    .box {
      margin: 0 16px;
    }
    td-document-tree {
      flex: 1;
    }
  `;

  protected override updated(): void {
    this.emit<PageTitle>('tr-title', { title: this.#name() ?? this.t('shell.design'), trail: this.#name() === undefined ? [] : [{ label: this.t('shell.design'), href: '/design' }] }); // prettier-ignore
  }

  override render() {
    const name = this.#name();
    if (name !== undefined) {
      return html`<tr-state
        kind="empty"
        icon="monitor"
        alone
        .heading=${name}
        .text=${this.w('phone.wider')}
        .actions=${[
          { label: this.w('phone.copy'), icon: 'link', primary: true, run: () => void copyLink(this.host, this.route.href) },
          { label: this.w('phone.all'), run: () => void this.host.router.go('/design') },
        ]}
      ></tr-state>`; // prettier-ignore
    }
    return html`<h1>${this.t('shell.design')}</h1>
      <div class="box info">${icon('monitor')}<span>${this.w('phone.text')}</span></div>
      <td-document-tree readonly></td-document-tree>`;
  }

  /** What the address opens; undefined: the documents as a whole, or one that is not there. */
  #name(): string | undefined {
    const [first = '', name = ''] = this.route.parts;
    if (Object.hasOwn(pages, first)) return this.w(pages[first as keyof typeof pages]);
    if (!isKind(first)) return undefined;
    const head = this.session.head({ kind: first, name });
    return head && `${this.w(`kind.${first}`)}: ${this.session.label(head)}`;
  }
}
