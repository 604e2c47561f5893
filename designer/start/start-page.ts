/**
 * `<td-start-page>`: where an application begins: from a file, from a few fields, from a template. `/design/start`,
 * `/design/start/file`, `…/fields`, `…/templates`, `…/template/:id`, `…/made/:entity`.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Route } from '../../runtime/data/router.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import { documentHref } from '../workbench/kind-looks.js';
import type { WordKey } from '../session/words.js';
import { TdElement } from '../td-element.js';
import './fields-wizard.js';
import './file-wizard.js';
import './first-steps.js';
import { startStyles } from './start-styles.js';
import './template-page.js';
import './template-gallery.js';
import './waiting-rows.js';

const titles: Readonly<Record<string, WordKey>> = {
  file: 'start.fromFile',
  fields: 'start.fromFields',
  templates: 'start.fromTemplate',
  template: 'start.fromTemplate',
};

@customElement('td-start-page')
export class TdStartPage extends TdElement {
  @property({ attribute: false }) route!: Route;

  static override styles = [
    startStyles,
    css`
      :host {
        overflow: auto;
        min-height: 0;
      }
      .page {
        max-width: 1120px;
        margin: 0 auto;
        padding: 24px;
        display: grid;
        gap: 20px;
      }
      h1 {
        font: var(--tr-text-title);
        margin: 0;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 16px;
      }
      a.way {
        border: 1px solid var(--tr-line-strong);
        border-radius: var(--tr-radius-l);
        background: var(--tr-surface);
        padding: 20px;
        display: grid;
        gap: 8px;
        align-content: start;
        color: var(--tr-text);
        text-decoration: none;
      }
      a.way:hover {
        border-color: var(--tr-accent);
        background: var(--tr-hover);
      }
      .mark {
        width: 40px;
        height: 40px;
        border-radius: var(--tr-radius-l);
        display: grid;
        place-content: center;
        background: var(--tr-accent-soft);
        color: var(--tr-accent-text);
      }
      .made {
        border-color: var(--tr-accent);
      }
      @media (max-width: 900px) {
        .ways {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route')) this.#title();
  }

  #title(): void {
    const [, step] = this.route.parts;
    const key = titles[step ?? ''];
    this.emit<PageTitle>('tr-title', {
      title: this.w(key ?? 'start.page'),
      trail: [
        { label: this.t('shell.design'), href: '/design' },
        ...(key ? [{ label: this.w('start.page'), href: '/design/start' }] : []),
      ],
    });
  }

  override render() {
    const [, step, name] = this.route.parts;
    const key = titles[step ?? ''];
    return html`<div class="page">
      <div>
        <h1>${this.w(key ?? 'start.page')}</h1>
        <p class="hint">${this.w(step === 'file' ? 'start.fileText' : step === 'fields' ? 'start.quickText' : step === 'templates' || step === 'template' ? 'start.templatesText' : 'start.pageText')}</p>
      </div>
      ${this.#step(step, name)}
    </div>`;
  } // prettier-ignore

  #step(step: string | undefined, name: string | undefined) {
    if (step === 'file') return html`<td-file-wizard></td-file-wizard>`;
    if (step === 'fields') return html`<td-fields-wizard></td-fields-wizard>`;
    if (step === 'templates') return html`<td-template-gallery></td-template-gallery>`;
    if (step === 'template' && name) return html`<td-template-page .template=${name}></td-template-page>`;
    return html`${step === 'made' && name ? this.#made(name) : nothing}
      <td-waiting-rows></td-waiting-rows>
      <div class="ways">
        ${this.#way('upload', 'file', this.w('start.fromFile'), this.w('start.fileText'))}
        ${this.#way('rows-3', 'fields', this.w('start.fromFields'), this.w('start.quickText'))}
        ${this.#way('layers', 'templates', this.w('start.fromTemplate'), this.w('start.templatesText'))}
      </div>
      <td-first-steps></td-first-steps>`;
  }

  #way(mark: string, step: string, label: string, text: string) {
    return html`<a class="way" href="/design/start/${step}"><span class="mark">${icon(mark)}</span><h2>${label}</h2><p class="hint">${text}</p></a>`;
  } // prettier-ignore

  /** What was made just now: drafts, that nobody else sees yet. */
  #made(entity: string) {
    const head = this.session.head({ kind: 'entity', name: entity });
    if (!head) return nothing;
    const count = this.session.changed.length;
    const name = this.session.label(head);
    if (count === 0) {
      return html`<section class="panel made" role="status"><h2>${this.w('start.isLive', { name })}</h2>
        <div class="acts">${button({ label: this.w('start.openList'), theme: 'primary', run: () => void this.host.router.go(`/list/${entity}`) })}</div></section>`;
    }
    return html`<section class="panel made" role="status">
      <h2>${this.w('start.isMade', { name })}</h2>
      <p class="hint">${this.w('start.isMadeText', { count })}</p>
      <div class="acts">
        ${button({ label: this.w('start.publish'), theme: 'primary', run: () => void this.#publish() })}
        ${button({ label: this.w('start.lookAt'), run: () => void this.host.router.go(documentHref(head)) })}
      </div>
    </section>`;
  } // prettier-ignore

  async #publish(): Promise<void> {
    if (await this.session.saveAll()) void this.host.router.go('/design/publish');
  }
}
