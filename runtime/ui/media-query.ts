/** Reactive controller: draws an element again when a media query begins or ceases to match. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** LOOK: under 640 px a phone, under 1200 px the sidebar is folded, from 1280 px a record has its rail. */
export const phoneQuery = '(max-width: 639px)';
export const foldedQuery = '(max-width: 1199px)';
export const railQuery = '(min-width: 1280px)';

export class MediaQuery implements ReactiveController {
  #list: MediaQueryList;

  constructor(
    private readonly element: ReactiveControllerHost,
    query: string,
  ) {
    this.#list = matchMedia(query);
    element.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  hostConnected(): void {
    this.#list.addEventListener('change', this.#again);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#again);
  }

  #again = (): void => this.element.requestUpdate();
}
