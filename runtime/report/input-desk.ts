/** A report's page while its sheet is typed into: the tools of the sheet, the bar, saving, and the guard of the ways out. */
import type { Shortcut } from '../data/shortcuts.js';
import { ask } from '../ui/dialog.js';
import './input-bar.js';
import type { BarActs, BarState } from './input-bar.js';
import { InputKeeper } from './input-keeper.js';
import { InputSaver } from './input-saver.js';
import type { InputsPage } from './report-inputs.js';
import type { Ran } from './report-run.js';
import { SheetInput } from './sheet-input.js';
import type { SheetPort, SheetTools } from './sheet-input-port.js';

export interface InputBarTools {
  readonly tools: SheetTools | undefined;
  readonly state: BarState;
  readonly acts: BarActs;
  readonly note: string | undefined;
  readonly shortcuts: readonly Shortcut[];
  readonly isAtStake: boolean;
  /** The page may be gone in a moment. */
  keepNow(): void;
  renew(ran: Ran): void;
  resume(): Promise<void>;
  mayLeave(): boolean | Promise<boolean>;
  stop(): void;
}

interface Use {
  readonly page: InputsPage;
  sheet(): SheetPort | undefined;
  rerun(): Promise<void>;
}

export class InputDesk implements InputBarTools {
  readonly #input: SheetInput;
  readonly #saver: InputSaver;
  readonly #keeper: InputKeeper;
  #ran: Ran;
  #unguard: (() => void) | undefined;

  constructor(
    private readonly use: Use,
    ran: Ran,
  ) {
    const { page } = use;
    const { host } = page;
    const sheet = () => use.sheet();
    const changed = () => this.#changed();
    this.#ran = ran;
    this.#input = new SheetInput({ host, sheet, changed, save: () => void this.#save() }, ran.grid);
    this.#saver = new InputSaver(
      {
        host,
        sheet,
        changed,
        root: () => page.renderRoot,
        request: () => this.#ran,
        rerun: () => use.rerun(),
      },
      this.#input,
    );
    this.#keeper = new InputKeeper(host, ran.report);
    void this.#restore();
  }

  /** What was typed here before the tab was closed or killed. */
  async #restore(): Promise<void> {
    const count = this.#input.restore(await this.#keeper.find());
    if (count === 0) return;
    const { toasts, i18n } = this.use.page.host;
    const discard = { label: i18n.t('input.discard'), run: this.acts.discard };
    toasts.show({ text: i18n.t('input.restored', { count }), action: discard });
  }

  get tools(): SheetTools | undefined {
    return this.#input.cells.size > 0 ? this.#input : undefined;
  }

  get isAtStake(): boolean {
    return this.#input.draft.size > 0 || this.#input.isTyping;
  }

  keepNow(): void {
    this.#keeper.keepNow(this.#input.draft);
  }

  get note(): string | undefined {
    const count = this.#input.draft.size;
    return count > 0 ? this.use.page.host.i18n.t('record.notSaved', { count }) : undefined;
  }

  get state(): BarState {
    const { draft } = this.#input;
    const { isSaving, failure } = this.#saver;
    const { canUndo, canRedo, wrong } = draft;
    const stranded = [...draft.stranded.values()].map(({ text, where }) => ({ text, where: where ?? '' }));
    return { changes: draft.size, wrong: wrong.length, canUndo, canRedo, isSaving, failure, stranded };
  }

  readonly acts: BarActs = {
    save: () => void this.#save(),
    discard: () => {
      this.#saver.forget();
      this.#input.discard();
      this.use.sheet()?.focus();
    },
    undo: () => this.#input.undo(),
    redo: () => this.#input.redo(),
    dropStranded: () => {
      this.#input.dropStranded();
      this.use.sheet()?.focus();
    },
    toWrong: () => this.#input.show(this.#input.draft.wrong[0]!),
  };

  get shortcuts(): readonly Shortcut[] {
    if (!this.tools) return [];
    return [
      { keys: ['F2', 'Enter'], label: 'keys.inputEdit' },
      { keys: ['Enter', 'Tab'], label: 'keys.inputTake' },
      { keys: 'Esc', label: 'keys.restore' },
      { keys: 'Delete', label: 'keys.inputEmpty' },
      { keys: 'Ctrl+V', label: 'keys.inputPaste' },
      { keys: ['Ctrl+Enter', 'Ctrl+D'], label: 'keys.inputFill' },
      { keys: ['Ctrl+Z', 'Ctrl+Y'], label: 'keys.inputUndo' },
      { keys: 'Alt+Enter', label: 'keys.explain' },
      { keys: 'Ctrl+S', label: 'keys.save', run: () => void this.#save() },
    ];
  }

  renew(ran: Ran): void {
    this.#ran = ran;
    const lost = this.#input.renew(ran.grid);
    if (lost.length === 0) return;
    // The bar says it until it is dropped; here to who hears the page.
    const { host } = this.use.page;
    const values = lost.map(({ text }) => text).join(', ');
    host.announce(host.i18n.t('input.lost', { count: lost.length, values }), true);
  }

  resume(): Promise<void> {
    return this.#saver.resume();
  }

  mayLeave(): boolean | Promise<boolean> {
    return this.isAtStake ? this.#ask() : true;
  }

  stop(): void {
    this.#unguard?.();
    this.#unguard = undefined;
  }

  async #ask(): Promise<boolean> {
    await this.#input.finish();
    const { page } = this.use;
    const { i18n } = page.host;
    const count = this.#input.draft.size;
    if (count === 0) return !this.#input.isTyping;
    const answer = await ask(page.host, page.renderRoot, {
      title: i18n.t('record.leaveTitle'),
      text: i18n.t('record.leaveText', { count }),
      actions: [
        { id: 'discard', label: i18n.t('record.leaveDiscard'), theme: 'tertiary' },
        { id: 'stay', label: i18n.t('record.stay') },
        { id: 'save', label: i18n.t('record.leaveSave'), theme: 'primary' },
      ],
    });
    if (answer === 'save') return this.#saver.save(true);
    if (answer !== 'discard') return false;
    this.#saver.forget();
    this.#input.discard(true);
    return true;
  }

  async #save(): Promise<void> {
    await this.#saver.save();
    // The button that was pressed is gone, or was disabled meanwhile.
    const { activeElement } = this.use.page.renderRoot as ShadowRoot;
    if (!activeElement || activeElement.localName === 'tr-input-bar') this.use.sheet()?.focus();
  }

  #changed(): void {
    const { page } = this.use;
    this.#keeper.keep(this.#input.draft);
    if (!this.isAtStake) this.stop();
    else this.#unguard ??= page.host.router.guard(() => this.mayLeave());
    page.requestUpdate();
  }
}
