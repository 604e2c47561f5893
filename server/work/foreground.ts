/**
 * Who waits for a short answer goes first:  request begins -> work processes stand still -> answered -> they go on
 *
 * A lower priority is not enough where processors are few: what runs beside a save slows it by sharing memory and caches with
 * it, whatever its share of the processor is. One request holds the work for `MOST_OF_ONE` at most, and all of them together for
 * half of the time, so that neither a long answer nor a busy site keeps it from going on.
 */
export interface Foreground {
  /** A request has come; what is given is called when it is answered, and may be called again. */
  begin(): () => void;
}

/** Told that what works in the background stands still from now on, or goes on. */
export type Hold = (isHeld: boolean) => void;

/** Milliseconds. */
const MOST_OF_ONE = 25;
const MOST_AT_ONCE = 50;

export class RequestsFirst implements Foreground {
  readonly #hold: Hold;
  #requests = 0;
  #isHeld = false;
  /** Held for as long as may be: it goes on for as long before it is held again. */
  #isDue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(hold: Hold) {
    this.#hold = hold;
  }

  begin(): () => void {
    this.#requests++;
    this.#settle();
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      this.#requests--;
      this.#settle();
    };
    const late = setTimeout(end, MOST_OF_ONE);
    late.unref();
    return end;
  }

  /** Holds while there are requests, unless the background is due. */
  #settle(): void {
    const isHeld = this.#requests > 0 && !this.#isDue;
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#hold(isHeld);
    if (this.#isDue) return;
    clearTimeout(this.#timer);
    if (isHeld) this.#after(MOST_AT_ONCE, true);
  }

  #after(ms: number, isDue: boolean): void {
    this.#timer = setTimeout(() => {
      this.#isDue = isDue;
      this.#settle();
      if (isDue) this.#after(ms, false);
    }, ms);
    this.#timer.unref();
  }
}

/** Nothing is held: there are processors for all. */
export const nobodyWaits: Foreground = { begin: () => () => undefined };
