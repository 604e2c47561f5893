/** Reactive controller: whether the person follows the record that is open, and changing that. */
import type { ReactiveController } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { RecordEditor } from './record-editor.js';
import { recordPath } from './save-record.js';

interface FollowState {
  readonly following: boolean;
  readonly followers: number;
}

export class FollowWatch implements ReactiveController {
  /** Undefined until it is known. */
  state: FollowState | undefined;
  #id = '';
  #stop: (() => void) | undefined;

  constructor(private readonly editor: RecordEditor) {
    editor.page.addController(this);
  }

  hostConnected(): void {
    // Whoever comments or is mentioned becomes a follower.
    this.#stop = this.editor.page.host.events.listen(({ type, id }) => {
      if (type === 'comment' && id === this.#id && this.state?.following === false) void this.#read();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdated(): void {
    const id = this.editor.draft?.base?.id ?? '';
    if (id === this.#id) return;
    this.#id = id;
    this.state = undefined;
    if (id !== '') void this.#read();
  }

  /** Follows, or stops; the button goes back with the reason when it could not be kept. */
  async toggle(): Promise<void> {
    const following = !this.state?.following;
    const { host } = this.editor.page;
    await this.#ask(async () => {
      const { body } = await this.#api.request<FollowState>('PUT', this.#path, { body: { following } });
      host.announce(host.i18n.t(following ? 'follow.on' : 'follow.off'));
      return body;
    }, true);
  }

  #read(): Promise<void> {
    return this.#ask(() => this.#api.get<FollowState>(this.#path));
  }

  get #api() {
    return this.editor.page.host.api;
  }

  get #path(): string {
    return `${recordPath(this.editor.page.entityName, this.#id)}/following`;
  }

  async #ask(work: () => Promise<FollowState>, isAsked = false): Promise<void> {
    const id = this.#id;
    try {
      const state = await work();
      if (id !== this.#id) return;
      this.state = state;
      this.editor.page.requestUpdate();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (isAsked) this.editor.page.host.toasts.show({ text: error.message, tone: 'bad' });
    }
  }
}
