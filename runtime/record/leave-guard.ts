/** Reactive controller: an unsaved form asks before it is left: by a link, by Back, by closing the tab. */
import type { ReactiveController } from 'lit';
import type { Host } from '../host/host.js';
import { ask } from '../ui/dialog.js';
import type { RecordEditor } from './record-editor.js';
import type { RecordSaver } from './record-saver.js';

export class LeaveGuard implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(
    private readonly editor: RecordEditor,
    private readonly saver: RecordSaver,
    /** Where the question is shown. */
    private readonly root: () => ParentNode & Node,
  ) {
    editor.page.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeunload', this.#unload);
    this.follow();
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeunload', this.#unload);
    this.release();
  }

  /** Watches the ways out while something is at stake. */
  follow(): void {
    if (!this.editor.isAtStake) this.release();
    else this.#stop ??= this.#host.router.guard(() => this.mayLeave());
  }

  release(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  get #host(): Host {
    return this.editor.page.host;
  }

  /** True at once when nothing is at stake. */
  async mayLeave(): Promise<boolean> {
    const { draft } = this.editor;
    if (!draft?.isTouched) return true;
    const { i18n } = this.#host;
    const answer = await ask(this.#host, this.root(), {
      title: i18n.t('record.leaveTitle'),
      text: i18n.t('record.leaveText', { count: Math.max(1, draft.changedNames.length) }),
      actions: [
        { id: 'discard', label: i18n.t('record.leaveDiscard'), theme: 'tertiary' },
        { id: 'stay', label: i18n.t('record.stay') },
        { id: 'save', label: i18n.t('record.leaveSave'), theme: 'primary' },
      ],
    });
    if (answer === 'save') return this.saver.saveToLeave();
    if (answer !== 'discard') return false;
    draft.discard();
    this.editor.forgetKept();
    return true;
  }

  #unload = (event: BeforeUnloadEvent): void => {
    // Kept in IndexedDB as well: whoever leaves all the same finds the changes again.
    if (this.editor.isAtStake) event.preventDefault();
  };
}
