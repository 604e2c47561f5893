/**
 * What may be done with a comment of a timeline: answer it, write one's own anew, delete it, read what it said before. Knows
 * which box is open; the focus goes back to the comment when one closes.
 */
import { html, type ReactiveControllerHost } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { ask } from '../ui/dialog.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import './comment-box.js';
import type { TrCommentBox } from './comment-box.js';
import { deleteComment, earlierTexts, type Comment, type Place } from './comment-client.js';
import type { CommentActions } from './timeline-items.js';

interface ActsPage extends ReactiveControllerHost, Place {
  readonly host: Host;
  readonly renderRoot: ParentNode & Node;
}

export class CommentActs implements CommentActions {
  #answering = '';
  #editing = '';
  #earlier: readonly { readonly at: string; readonly text: string }[] = [];

  constructor(
    private readonly page: ActsPage,
    private readonly reload: () => Promise<void>,
  ) {}

  /** Another record is shown: no box stays open. */
  stop(): void {
    this.#answering = '';
    this.#editing = '';
  }

  /** The menu and the earlier texts, drawn once for all comments. */
  overlays() {
    const { i18n } = this.page.host;
    return html`<tr-menu></tr-menu>
      <tr-panel .label=${i18n.t('comment.earlier')}>
        <div class="earlier">
          ${this.#earlier.map(
            ({ at, text }) =>
              html`<time class="meta" datetime=${at}>${i18n.formats.dateTime(at)}</time>
                <p>${text}</p>`,
          )}
        </div>
      </tr-panel>`;
  }

  openMenu(event: Event, comment: Comment): void {
    const { i18n } = this.page.host;
    const edit = () => {
      this.#editing = comment.id;
      void this.#focusBox('tr-comment-box.edit');
    };
    const remove = () => void this.#delete(comment);
    void this.#find<TrMenu>('tr-menu')?.openAt(
      event.currentTarget as HTMLElement,
      i18n.t('comment.menu'),
      [
        { id: 'edit', label: i18n.t('comment.edit'), icon: 'pencil', run: edit },
        { id: 'delete', label: i18n.t('common.delete'), icon: 'trash-2', danger: true, line: true, run: remove },
      ],
      { align: 'end' },
    );
  }

  answer(comment: Comment): void {
    this.#answering = comment.id;
    void this.#focusBox('.answer tr-comment-box');
  }

  showEarlier(event: Event, comment: Comment): void {
    void this.#showEarlier(event.currentTarget as HTMLElement, comment);
  }

  editor(comment: Comment) {
    if (this.#editing !== comment.id) return undefined;
    return html`<tr-comment-box
      class="edit"
      below
      .entityName=${this.page.entityName}
      .recordId=${this.page.recordId}
      .comment=${comment}
      @tr-said=${() => void this.#edited(comment.id)}
      @tr-cancel=${() => void this.#edited(comment.id)}
    ></tr-comment-box>`;
  }

  answerBox(comment: Comment) {
    if (this.#answering !== comment.id) return undefined;
    return html`<div class="answer">
      <tr-comment-box
        below
        .entityName=${this.page.entityName}
        .recordId=${this.page.recordId}
        .parent=${comment.id}
        @tr-said=${() => void this.#answered(comment.id)}
        @tr-cancel=${() => void this.#answered(comment.id)}
      ></tr-comment-box>
    </div>`;
  }

  #find<T extends Element>(selector: string): T | null {
    return this.page.renderRoot.querySelector<T>(selector);
  }

  async #drawn(): Promise<void> {
    this.page.requestUpdate();
    await this.page.updateComplete;
  }

  async #focusBox(selector: string): Promise<void> {
    await this.#drawn();
    const box = this.#find<TrCommentBox>(selector);
    await box?.updateComplete;
    box?.focus();
  }

  async #edited(id: string): Promise<void> {
    if (this.#editing === id) this.#editing = '';
    await this.#done(id);
  }

  async #answered(id: string): Promise<void> {
    if (this.#answering === id) this.#answering = '';
    await this.#done(id);
  }

  /** A box that was opened while the other was still being sent stays open, with the focus. */
  async #done(id: string): Promise<void> {
    await this.reload();
    await this.#drawn();
    if (this.#editing || this.#answering) return;
    this.#find<HTMLElement>(`#c-${CSS.escape(id)}`)?.focus();
  }

  /** There is no way back, so it is asked for. */
  async #delete(comment: Comment): Promise<void> {
    const { host, renderRoot } = this.page;
    const answer = await ask(host, renderRoot, {
      title: host.i18n.t('comment.deleteTitle'),
      text: host.i18n.t('comment.deleteText'),
      actions: [
        { id: 'keep', label: host.i18n.t('common.cancel') },
        { id: 'delete', label: host.i18n.t('common.delete'), theme: 'primary danger' },
      ],
    });
    if (answer !== 'delete') return;
    await this.#orTell(async () => {
      await deleteComment(host, this.page, comment.id);
      await this.reload();
    });
  }

  async #showEarlier(cause: HTMLElement, comment: Comment): Promise<void> {
    await this.#orTell(async () => {
      this.#earlier = await earlierTexts(this.page.host, this.page, comment.id);
      await this.#drawn();
      this.#find<TrPanel>('tr-panel')?.openAt(cause);
    });
  }

  async #orTell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.page.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }
}
