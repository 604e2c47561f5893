/**
 * `<tr-dialog>` on the browser's own modal dialog: focus stays inside, the page behind is inert, Esc cancels, focus returns
 * to the opener. `ask` shows a short question and resolves to the id of the chosen action, or undefined when left.
 */
import { css, html, nothing, render, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '@vaadin/button';
import { TrElement } from './element.js';
import type { Host } from '../host/host.js';

@customElement('tr-dialog')
export class TrDialog extends TrElement {
  @property() heading = '';
  @property() width = '480px';
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = css`
    dialog {
      border: 0;
      padding: 0;
      background: var(--tr-raised);
      color: var(--tr-text);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-3);
      width: min(var(--width, 480px), calc(100vw - 32px));
      max-height: calc(100dvh - 48px);
      font: var(--tr-text-body);
    }
    dialog[open] {
      display: flex;
      flex-direction: column;
      animation: show var(--tr-normal) var(--tr-ease);
    }
    @keyframes show {
      from {
        opacity: 0;
        transform: translateY(4px);
      }
    }
    dialog::backdrop {
      background: var(--tr-backdrop);
    }
    h2 {
      font: 600 16px/24px var(--tr-font);
      padding: 20px 20px 0;
    }
    .body {
      padding: 8px 20px 20px;
      overflow: auto;
      color: var(--tr-text-2);
    }
    .foot {
      display: flex;
      justify-content: flex-end;
      gap: 8px;
      padding: 12px 20px;
      border-top: 1px solid var(--tr-line);
      flex-wrap: wrap;
    }
  `;

  async open(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  close(): void {
    if (this.dialog.open) this.dialog.close();
  }

  override render() {
    return html`<dialog
      style="--width:${this.width}"
      aria-labelledby="title"
      @close=${() => this.emit('tr-closed')}
      @cancel=${(event: Event) => {
        if (!this.emit('tr-cancel')) event.preventDefault();
      }}
    >
      <h2 id="title">${this.heading}</h2>
      <div class="body"><slot></slot></div>
      <div class="foot"><slot name="foot"></slot></div>
    </dialog>`;
  }
}

export interface Question {
  readonly title: string;
  readonly text: string | TemplateResult;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly theme?: string }[];
}

/** Asks in a dialog; the last action has the focus when it is primary, else the first. */
export async function ask(host: Host, root: ParentNode & Node, question: Question): Promise<string | undefined> {
  const holder = document.createElement('div');
  root.append(holder);
  return new Promise((resolve) => {
    let answer: string | undefined;
    const done = () => {
      holder.remove();
      resolve(answer);
    };
    const choose = (id: string) => {
      answer = id;
      holder.querySelector<TrDialog>('tr-dialog')?.close();
    };
    render(
      html`<tr-dialog .host=${host} .heading=${question.title} @tr-closed=${done}>
        <p style="margin:0">${question.text}</p>
        ${question.actions.map(
          (action) =>
            html`<vaadin-button slot="foot" theme=${action.theme ?? nothing} @click=${() => choose(action.id)}>
              ${action.label}
            </vaadin-button>`,
        )}
      </tr-dialog>`,
      holder,
    );
    void holder.querySelector<TrDialog>('tr-dialog')?.open();
  });
}
