/** The head of a report: its title and what can be done with the whole of it; a bar on a phone. */
import { html, nothing } from 'lit';
import '@vaadin/button';
import type { Host } from '../host/host.js';
import { button, iconButton } from '../ui/parts.js';

export interface HeadInput {
  readonly host: Pick<Host, 'i18n' | 'app'>;
  readonly title: string;
  readonly summary: string;
  readonly hasRun: boolean;
  readonly hasPane: boolean;
  print(): void;
  openPane(cause: HTMLElement): void;
  runExport(): void;
  openSend(cause: HTMLElement): void;
}

export function reportHead(input: HeadInput) {
  const { host, title, summary } = input;
  const t = host.i18n.t.bind(host.i18n);
  const mayExport = host.app.has('report.export');
  return html`<div class="head row">
    <div class="titles">
      <h1 class="clip">${title}</h1>
      ${summary === '' ? nothing : html`<p class="meta">${summary}</p>`}
    </div>
    <span class="sp"></span>
    ${iconButton({
      label: t('send.more'),
      icon: 'mail',
      run: (event) => input.openSend(event.currentTarget as HTMLElement),
    })}
    ${button({ label: t('record.print'), icon: 'printer', theme: 'tertiary', disabled: !input.hasRun, run: () => input.print() })}
    ${button({
      label: t('report.export'),
      icon: 'download',
      disabled: !mayExport || !input.hasRun,
      ...(mayExport ? {} : { tip: t('report.exportForbidden') }),
      run: () => input.runExport(),
    })}
  </div>`;
}

export function phoneHead(input: HeadInput) {
  const { host, title } = input;
  const t = host.i18n.t.bind(host.i18n);
  return html`<div class="phonehead">
    <h1 class="clip sp">${title}</h1>
    ${
      input.hasPane
        ? iconButton({
            label: t('report.parameters'),
            icon: 'list-filter',
            run: (event) => input.openPane(event.currentTarget as HTMLElement),
          })
        : nothing
    }
    ${iconButton({
      label: t('send.more'),
      icon: 'mail',
      run: (event) => input.openSend(event.currentTarget as HTMLElement),
    })}
    ${iconButton({
      label: t('report.export'),
      icon: 'download',
      disabled: !host.app.has('report.export') || !input.hasRun,
      run: () => input.runExport(),
    })}
  </div>`;
}
