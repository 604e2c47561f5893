/** TdElement: the base of the designer's elements. It finds the session upwards and renders again when that changes. */
import type { StringValues } from '../runtime/ui/i18n.js';
import { TrElement } from '../runtime/ui/element.js';
import { SessionRequest, type DesignSession } from './session/design-session.js';
import type { WordKey } from './session/words.js';

export class TdElement extends TrElement {
  #session: DesignSession | undefined;
  #stopSession: (() => void) | undefined;

  get session(): DesignSession {
    if (!this.#session) throw new Error(`<${this.localName}> is not inside td-design.`);
    return this.#session;
  }
  set session(session: DesignSession) {
    this.#session = session;
  }

  override connectedCallback(): void {
    if (!this.#session) {
      const request = new SessionRequest();
      this.dispatchEvent(request);
      this.#session = request.session;
    }
    this.#stopSession = this.#session?.subscribe(() => {
      this.sessionChanged();
      this.requestUpdate();
    });
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    this.#stopSession?.();
    this.#stopSession = undefined;
    super.disconnectedCallback();
  }

  /** Called before the next render when documents, findings or words changed. */
  protected sessionChanged(): void {}

  /** A text of the designer's dictionary in the current language. */
  protected w(key: WordKey, values?: StringValues): string {
    return this.session.words.text(key, values);
  }
}
