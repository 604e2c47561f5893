/** `<td-theme-preview>`: the shell, a list, a record's inputs and a chart in one theme on one ground. Nothing in it acts. */
import { css, html, type LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ResultColumn } from '../../metadata/contributions.js';
import type { ThemeDocument } from '../../metadata/schema/theme.js';
import type { Scheme } from '../../metadata/theme/accent.js';
import type { Host } from '../../runtime/host/host.js';
import { loadChart } from '../../runtime/chart/lazy-chart.js';
import { button, tag } from '../../runtime/ui/parts.js';
import { tableStyles } from '../../runtime/ui/table-styles.js';
import '../../runtime/shell/sidebar.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import { TdElement } from '../td-element.js';
import { scopedStyle, shippedTokens } from './scoped-tokens.js';

const amounts = [31, 22, 17, 12, 9, 6, 5, 4];

@customElement('td-theme-preview')
export class TdThemePreview extends TdElement {
  @property({ attribute: false }) theme!: ThemeDocument;
  @property() scheme: Scheme = 'light';

  static override styles = [
    tableStyles,
    inputStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .part {
        display: grid;
        grid-template-columns: 200px minmax(0, 1fr);
        height: 440px;
        overflow: hidden;
        background: var(--tr-surface);
        color: var(--tr-text);
        font: var(--tr-text-body);
        border: 1px solid var(--tr-line-strong);
        border-radius: 10px;
      }
      tr-sidebar {
        min-height: 0;
        overflow: hidden;
      }
      .work {
        display: grid;
        grid-template-rows: auto auto auto minmax(0, 1fr);
        gap: 12px;
        padding: 12px 16px;
        min-width: 0;
      }
      h3 {
        font: var(--tr-text-title);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .sp {
        flex: 1;
      }
      .chip {
        padding: 2px 8px;
        border-radius: var(--tr-radius-s);
        background: var(--tr-accent-soft);
        color: var(--tr-accent-text);
      }
      td {
        height: var(--tr-row);
      }
      td.num {
        text-align: end;
      }
      tr.on td {
        background: var(--tr-selected);
      }
      .link {
        color: var(--tr-accent-text);
        font-weight: 500;
      }
    `,
  ];

  /** The sidebar asks its host anew only when it is told to. */
  protected override updated(): void {
    const { i18n } = this.host;
    const part = this.renderRoot.querySelector<HTMLElement>('.part');
    if (part) part.style.cssText = scopedStyle(shippedTokens(document.styleSheets), this.theme, this.scheme, i18n.language);
    this.renderRoot.querySelector<LitElement>('tr-sidebar')?.requestUpdate?.();
    this.renderRoot.querySelector<LitElement>('tr-vega-chart')?.requestUpdate?.('rows');
  } // prettier-ignore

  override render() {
    loadChart();
    const pie = this.session.registries.chart.find('pie');
    const columns: readonly ResultColumn[] = [
      { name: 'part', type: 'text', label: this.w('theme.sampleHead') },
      { name: 'amount', type: 'number', label: this.w('theme.sampleAmount') },
    ] as const;
    const rows = amounts.map((amount, i) => ({ part: this.w('theme.series', { number: i + 1 }), amount }));
    return html`<div class="part" inert>
      <tr-sidebar path="/" .host=${this.#host()}></tr-sidebar>
      <div class="work">
        <div class="line">
          <h3>${this.w('theme.sampleHead')}</h3>
          <span class="sp"></span>
          ${button({ label: this.w('theme.sampleCancel'), run: () => undefined })}
          ${button({ label: this.w('theme.sampleSave'), theme: 'primary', run: () => undefined })}
        </div>
        <div class="line">
          <span class="chip">${this.w('theme.sampleLink')}</span>
          <input class="in" style="width:120px" value="Alfreds" aria-label=${this.w('theme.sampleHead')} />
        </div>
        <table>
          <tbody>
            <tr class="on">
              <td class="link">Alfreds</td>
              <td>${tag(this.w('theme.sampleOpen'), 'amber')}</td>
              <td class="num">1,250.00</td>
            </tr>
            <tr>
              <td class="link">Berglunds</td>
              <td>${tag(this.w('theme.sampleDone'), 'green')}</td>
              <td class="num">980.50</td>
            </tr>
          </tbody>
        </table>
        ${pie ? html`<tr-vega-chart .type=${pie} .options=${{ chart: 'pie', x: 'part', y: ['amount'] }} .columns=${columns} .rows=${rows}></tr-vega-chart>` : ''}
      </div>
    </div>`;
  } // prettier-ignore

  /** The shell's own host, but with the name of the theme. */
  #host(): Host {
    const { host } = this;
    const title = this.theme.title ?? host.app.document.settings?.title;
    const document = { ...host.app.document, settings: { ...host.app.document.settings, ...(title === undefined ? {} : { title }) } }; // prettier-ignore
    const app = new Proxy(host.app, {
      get(held, key) {
        if (key === 'document') return document;
        const value: unknown = Reflect.get(held, key, held);
        return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
      },
    });
    return { ...host, app };
  }
}
