/**
 * Reactive controller: says every few seconds that this page shows or edits its record, and knows who else does. A hidden
 * tab is nobody who looks.
 */
import type { ReactiveController } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import type { RecordEditor } from './record-editor.js';
import { newKey, recordPath } from './save-record.js';

export interface PresentPerson {
  readonly id: string;
  readonly label: string | null;
  readonly state: 'view' | 'edit';
}

/** Milliseconds between two words of this page; the server forgets a page after 25 s. */
const beatMs = 10_000;

interface Place {
  readonly entity: string;
  readonly id: string;
}

export class PresenceWatch implements ReactiveController {
  people: readonly PresentPerson[] = [];
  #place: Place | undefined;
  #said = '';
  #timer: ReturnType<typeof setInterval> | undefined;
  #stop: (() => void) | undefined;
  readonly #page = newKey();

  constructor(private readonly editor: RecordEditor) {
    editor.page.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => void this.#say(this.#state), beatMs);
    document.addEventListener('visibilitychange', this.#seen);
    window.addEventListener('pagehide', this.#hide);
    this.#stop = this.editor.page.host.events.listen(({ type, entity, id }) => {
      const isHere = this.#place && entity === this.#place.entity && id === this.#place.id;
      if ((type === 'presence' && isHere) || type === 'resync') void this.#read();
    });
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
    window.removeEventListener('pagehide', this.#hide);
    this.#stop?.();
    this.#leave();
  }

  /** The page shows another record, or began to edit this one. */
  hostUpdated(): void {
    const { draft, page } = this.editor;
    const id = draft?.base?.id;
    const place = id === undefined ? undefined : { entity: page.entityName, id };
    if (place?.id !== this.#place?.id || place?.entity !== this.#place?.entity) {
      this.#leave();
      this.#place = place;
    }
    if (place && this.#state !== this.#said) void this.#say(this.#state);
  }

  get #state(): 'view' | 'edit' | 'gone' {
    if (document.visibilityState === 'hidden') return 'gone';
    return this.editor.draft?.isTouched ? 'edit' : 'view';
  }

  /** Says that nobody looks here any longer, before the page is shown to somebody else's eyes. */
  stepAway(): Promise<void> {
    return this.#say('gone');
  }

  get #isHidden(): boolean {
    return this.editor.page.host.app.document.viewAs !== undefined;
  }

  #seen = (): void => void this.#say(this.#state);

  /** The page goes: a request of its own would be cut off. */
  #hide = (): void => {
    if (!this.#place || this.#isHidden) return;
    const body = JSON.stringify({ page: this.#page, state: 'gone' });
    navigator.sendBeacon(`/api${pathOf(this.#place)}`, new Blob([body], { type: 'application/json' }));
  };

  #leave(): void {
    if (this.#place && this.#said !== '' && this.#said !== 'gone') void this.#say('gone');
    this.#place = undefined;
    this.#said = '';
    this.people = [];
  }

  async #say(state: 'view' | 'edit' | 'gone'): Promise<void> {
    const place = this.#place;
    if (!place) return;
    this.#said = state;
    const { api } = this.editor.page.host;
    // Whoever looks as somebody else is not there.
    if (this.#isHidden) return state === 'gone' ? undefined : this.#read();
    await this.#take(place, () =>
      api.request<Answer>('POST', pathOf(place), { body: { page: this.#page, state }, recover: false }),
    );
  }

  async #read(): Promise<void> {
    const place = this.#place;
    const { api } = this.editor.page.host;
    if (place) await this.#take(place, () => api.request<Answer>('GET', pathOf(place), { recover: false }));
  }

  async #take(place: Place, ask: () => Promise<{ readonly body: Answer }>): Promise<void> {
    try {
      const { rows } = (await ask()).body;
      if (place !== this.#place || JSON.stringify(rows) === JSON.stringify(this.people)) return;
      this.people = rows;
      this.editor.page.requestUpdate();
    } catch (error) {
      // Nobody is told of it: the next word tries again.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }
}

interface Answer {
  readonly rows: readonly PresentPerson[];
}
const pathOf = ({ entity, id }: Place): string => `${recordPath(entity, id)}/presence`;
