/**
 * `<tr-comment-box>`: writes a comment, an answer to one, or one's own comment anew. After @ people are offered; those who
 * may not see the record stand there greyed with the reason. What is typed is kept like an unsaved form, so a killed tab
 * loses nothing; a sending that failed is repeated under the same key. Tells `tr-said` and `tr-cancel`.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiFailure } from '../data/api-client.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { avatar } from '../ui/parts.js';
import { commentBoxStyles } from './comment-box-styles.js';
import { changeComment, findMentionable, sendComment, type Comment, type Mentionable } from './comment-client.js';
import { namedAt, type Mention } from './comment-text.js';
import { failureSentence, newKey } from './save-record.js';

/** Milliseconds after the last key before people are asked for, and before the text is kept. */
const findMs = 150;
const keepMs = 300;

@customElement('tr-comment-box')
export class TrCommentBox extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  /** The comment that is answered. */
  @property() parent = '';
  /** The comment that is written anew. */
  @property({ attribute: false }) comment: Comment | undefined;
  @state() private text = '';
  @state() private offered: readonly Mentionable[] | undefined;
  @state() private active = 0;
  @state() private failure = '';
  @state() private busy = false;
  @query('textarea') private area!: HTMLTextAreaElement;
  #mentions: readonly Mention[] = [];
  #key = newKey();
  #finding: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  static override styles = commentBoxStyles;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recordId') || changed.has('comment') || changed.has('parent')) void this.#begin();
  }

  override render() {
    const words = this.t(this.comment ? 'comment.edit' : this.parent ? 'comment.answer' : 'comment.write');
    const open = this.offered !== undefined;
    return html`<div class="box">
        <textarea
          rows="1"
          aria-label=${words}
          placeholder=${words}
          maxlength="10000"
          aria-autocomplete="list"
          aria-controls=${open ? 'people' : nothing}
          aria-activedescendant=${open && this.offered!.length > 0 ? `person-${this.active}` : nothing}
          .value=${this.text}
          @input=${this.#typed}
          @keydown=${this.#pressed}
          @blur=${() => (this.offered = undefined)}
        ></textarea>
        ${this.comment || this.parent ? html`<button type="button" class="ib sm" aria-label=${this.t('common.cancel')} data-tip=${`${this.t('common.cancel')} (Esc)`} @click=${this.#cancel}>${icon('x')}</button>` : nothing}
        <button
          type="button"
          class="ib sm send"
          aria-label=${this.t('comment.send')}
          data-tip=${`${this.t('comment.send')} (Ctrl+Enter)`}
          ?disabled=${this.busy || this.text.trim() === ''}
          @click=${() => void this.#send()}
        >
          ${icon('send')}
        </button>
      </div>
      ${open ? this.#people() : nothing}
      ${
        this.failure
          ? html`<p class="failed" role="alert">
              ${icon('circle-x', 's')}<span
                >${this.failure}
                <button type="button" class="linkish" @click=${() => void this.#send()}>
                  ${this.t('common.tryAgain')}
                </button></span
              >
            </p>`
          : nothing
      }`;
  }

  #people() {
    const people = this.offered!;
    if (people.length === 0)
      return html`<div class="people none" id="people" role="status">${this.t('comment.nobody')}</div>`;
    return html`<ul class="people" id="people" role="listbox" aria-label=${this.t('comment.people')}>
      ${people.map(
        (person, index) =>
          // The keys are the textarea's: its active descendant is the option.
          // eslint-disable-next-line lit-a11y/click-events-have-key-events
          html`<li
            id=${`person-${index}`}
            role="option"
            aria-selected=${String(index === this.active)}
            aria-disabled=${String(!person.may)}
            @pointerdown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#choose(person)}
          >
            ${avatar(person.name, 's')}<span class="clip">${person.name}</span>
            ${person.may ? nothing : html`<span class="meta why">${this.t(person.reason === 'noAccount' ? 'comment.noAccount' : 'comment.noAccess')}</span>`}
          </li>`,
      )}
    </ul>`;
  }

  override focus(): void {
    this.area?.focus();
  }

  /** The text as it was left: that of the comment, or what an earlier visit kept. */
  async #begin(): Promise<void> {
    this.#key = newKey();
    this.failure = '';
    this.#mentions = this.comment?.mentions ?? [];
    this.text = this.comment?.text ?? '';
    const place = this.#place;
    const kept = await this.host.drafts.get(...place);
    if (place.join() !== this.#place.join() || !kept || (this.text !== '' && !this.comment)) return;
    this.text = String(kept.values['text'] ?? '');
    this.#mentions = (kept.values['mentions'] ?? []) as readonly Mention[];
    if (kept.key) this.#key = kept.key;
    void this.updateComplete.then(() => this.#grow());
  }

  get #place(): [user: string, entity: string, id: string] {
    const part = this.comment ? `text ${this.comment.id}` : this.parent ? `answer ${this.parent}` : 'comment';
    return [this.host.app.document.user.id, this.entityName, `${this.recordId} ${part}`];
  }

  #typed(): void {
    this.text = this.area.value;
    this.#grow();
    clearTimeout(this.#keeping);
    const place = this.#place;
    this.#keeping = setTimeout(() => this.#keep(place), keepMs);
    clearTimeout(this.#finding);
    const named = namedAt(this.text, this.area.selectionStart);
    if (!named) this.offered = undefined;
    else this.#finding = setTimeout(() => void this.#find(named.find), findMs);
  }

  #keep(place: [string, string, string]): void {
    if (this.text.trim() === '') return void this.host.drafts.drop(...place);
    const values = { text: this.text, mentions: this.#mentions };
    void this.host.drafts.keep(...place, { version: null, values, at: this.host.now().toISOString(), key: this.#key });
  }

  /** As high as its text, up to eight lines. */
  #grow(): void {
    this.area.style.height = 'auto';
    this.area.style.height = `${Math.min(this.area.scrollHeight, 176)}px`;
  }

  async #find(text: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const people = await findMentionable(this.host, this, text);
      if (asked !== this.#asked || !namedAt(this.text, this.area.selectionStart)) return;
      this.offered = people;
      this.active = 0;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.offered = undefined;
    }
  }

  #choose(person: Mentionable): void {
    const named = namedAt(this.text, this.area.selectionStart);
    if (!named || !person.may) return;
    const before = `${this.text.slice(0, named.start)}@${person.name} `;
    this.text = before + this.text.slice(this.area.selectionStart);
    this.#mentions = [...this.#mentions.filter(({ id }) => id !== person.id), { id: person.id, name: person.name }];
    this.offered = undefined;
    void this.updateComplete.then(() => {
      this.area.setSelectionRange(before.length, before.length);
      this.#typed();
    });
  }

  #pressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { key } = event;
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // Not the record's "save and close".
      event.stopPropagation();
      event.preventDefault();
      void this.#send();
      return;
    }
    const people = this.offered;
    if (key === 'Escape' && (people || this.comment || this.parent)) {
      event.stopPropagation();
      event.preventDefault();
      if (people) this.offered = undefined;
      else this.#cancel();
    }
    if (!people || people.length === 0) return;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) this.active = (this.active + step + people.length) % people.length;
    else if (key === 'Enter' || key === 'Tab') this.#choose(people[this.active]!);
    else return;
    event.preventDefault();
  }

  #cancel(): void {
    clearTimeout(this.#keeping);
    void this.host.drafts.drop(...this.#place);
    this.emit('tr-cancel');
  }

  async #send(): Promise<void> {
    const text = this.text.trim();
    if (text === '' || this.busy) return;
    const mentions = this.#mentions.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id);
    const said = { text, mentions, ...(this.parent ? { parent: this.parent } : {}) };
    this.busy = true;
    this.failure = '';
    const place = this.#place;
    try {
      const comment = this.comment
        ? await changeComment(this.host, this, this.comment.id, said)
        : await sendComment(this.host, this, said, this.#key);
      clearTimeout(this.#keeping);
      void this.host.drafts.drop(...place);
      this.text = '';
      this.#mentions = [];
      this.#key = newKey();
      this.host.announce(this.t('comment.sent'));
      void this.updateComplete.then(() => this.#grow());
      this.emit('tr-said', comment);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = `${this.t('comment.failed')} ${failureSentence(this.host.i18n, error)}`;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-comment-box': TrCommentBox;
  }
}
