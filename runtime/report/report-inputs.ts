/**
 * Reactive controller of a report's page: when a run answers open cells, the tools that let them be typed into are loaded
 * (sheet-input.ts), with the bar that saves; what is not saved asks before the sheet is left or becomes another.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Host } from '../host/host.js';
import type { InputBarTools } from './input-desk.js';
import type { Ran } from './report-run.js';
import type { SheetPort, SheetTools } from './sheet-input-port.js';

export interface InputsPage extends ReactiveControllerHost {
  readonly host: Host;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export class ReportInputs implements ReactiveController {
  #desk: InputBarTools | undefined;
  #report = '';
  #said: string | undefined;
  #stops: (() => void)[] = [];

  constructor(
    private readonly page: InputsPage,
    private readonly acts: {
      /** Runs the report again. */
      rerun(): Promise<void>;
      /** The top bar is told what is not saved. */
      say(): void;
    },
  ) {
    page.addController(this);
  }

  hostConnected(): void {
    const { host } = this.page;
    const listen = host.connection.listen((isDown) => {
      if (!isDown) void this.#desk?.resume();
    });
    this.#stops = [listen, host.shortcuts.add({ label: 'keys.input', shortcuts: () => this.#desk?.shortcuts ?? [] })];
    window.addEventListener('beforeunload', this.#unload);
  }

  hostUpdated(): void {
    if (this.#said === this.note) return;
    this.#said = this.note;
    this.acts.say();
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop();
    window.removeEventListener('beforeunload', this.#unload);
    this.forget();
  }

  /** Another report, or none. */
  forget(): void {
    this.#desk?.stop();
    this.#desk = undefined;
  }

  /** The report has run. */
  async take(ran: Ran): Promise<void> {
    if (this.#report !== ran.report) this.forget();
    this.#report = ran.report;
    if (this.#desk) return this.#desk.renew(ran);
    if (Object.keys(ran.grid.inputs).length === 0) return;
    const { InputDesk } = await import('./input-desk.js');
    if (this.#desk || this.#report !== ran.report) return;
    const sheet = () => this.page.renderRoot.querySelector<HTMLElement & SheetPort>('tr-sheet') ?? undefined;
    this.#desk = new InputDesk({ page: this.page, sheet, rerun: () => this.acts.rerun() }, ran);
    this.page.requestUpdate();
  }

  /** For the sheet. */
  get tools(): SheetTools | undefined {
    return this.#desk?.tools;
  }

  /** Changes that are not saved, in words of the top bar. */
  get note(): string | undefined {
    return this.#desk?.note;
  }

  bar() {
    const desk = this.#desk;
    return desk && (desk.tools || desk.state.stranded.length > 0)
      ? html`<tr-input-bar .state=${desk.state} .acts=${desk.acts}></tr-input-bar>`
      : nothing;
  }

  /** True at once when nothing is at stake. */
  mayLeave(): boolean | Promise<boolean> {
    return this.#desk?.mayLeave() ?? true;
  }

  #unload = (event: BeforeUnloadEvent): void => {
    if (!this.#desk?.isAtStake) return;
    this.#desk.keepNow();
    event.preventDefault();
  };
}
