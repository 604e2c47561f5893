/**
 * Saves what was typed into a sheet, all in one request, and deals with the answers that are no success: words at their cells,
 * a conflict to settle cell by cell, rows that have moved, a server that is not to be reached.
 */
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { learnName } from '../dashboard/value-text.js';
import { ask } from '../ui/dialog.js';
import type { ClashingCell } from './input-conflict.js';
import type { CellKey } from './input-draft.js';
import { cellName } from './input-places.js';
import type { OpenCell } from './open-cells.js';
import type { RunRequest } from './report-run.js';
import type { SheetInput } from './sheet-input.js';
import type { SheetPort } from './sheet-input-port.js';

/** Changes of one request, as the server takes them. */
const most = 500;

export interface SaverPage {
  readonly host: Host;
  /** Where questions are shown. */
  root(): ParentNode & Node;
  sheet(): SheetPort | undefined;
  /** What the sheet that is shown was run with. */
  request(): RunRequest | undefined;
  /** Runs the report again. */
  rerun(): Promise<void>;
  changed(): void;
}

type Sent = readonly (readonly [CellKey, OpenCell])[];

export class InputSaver {
  isSaving = false;
  /** Why it was not saved, where no cell is to blame. */
  failure = '';
  /** The server could not be reached: it is sent as soon as it can. */
  #isWaiting = false;
  /** One after the other: pressed twice, it is sent once. */
  #isBusy = false;
  /** It is sent again after rows have moved. */
  #isMoved = false;

  constructor(
    private readonly page: SaverPage,
    private readonly input: SheetInput,
  ) {}

  /** False when something is left to do before it is saved; the page then says what. `leaving`: nothing is read again. */
  async save(leaving = false): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    try {
      return await this.#save(leaving);
    } finally {
      this.#isBusy = false;
    }
  }

  async #save(leaving: boolean): Promise<boolean> {
    const { input } = this;
    await input.finish();
    if (input.isTyping) return false;
    const { draft } = input;
    this.failure = '';
    if (draft.size === 0) return true;
    const unread = [...draft.cells].find(([, { unread }]) => unread);
    if (unread) {
      input.show(unread[0]);
      return false;
    }
    const all = [...draft.cells.keys()].flatMap((key) => {
      const open = input.cells.find(key);
      return open ? [[key, open] as const] : [];
    });
    if (all.length > most && !(await this.#mayPart(all.length))) return false;
    return this.#send(all.slice(0, most), leaving);
  }

  /** The server answers again. */
  async resume(): Promise<void> {
    if (this.#isWaiting) await this.save();
  }

  forget(): void {
    this.failure = '';
    this.#isWaiting = false;
  }

  async #mayPart(count: number): Promise<boolean> {
    const t = this.#t;
    const answer = await ask(this.page.host, this.page.root(), {
      title: t('input.tooManyTitle'),
      text: t('input.tooMany', { count, most }),
      actions: [
        { id: 'cancel', label: t('common.cancel') },
        { id: 'part', label: t('input.savePart', { most }), theme: 'primary' },
      ],
    });
    return answer === 'part';
  }

  async #send(sent: Sent, leaving: boolean): Promise<boolean> {
    const { page, input } = this;
    const request = page.request();
    if (!request) return false;
    const changes = sent.map(([key, { cell, mark }]) => {
      const { value, was } = input.draft.get(key)!;
      return { source: cell.source, at: cell.at, value, was, mark };
    });
    this.#lock(true);
    try {
      this.#isWaiting = false;
      const path = `/reports/${encodeURIComponent(request.report)}/write`;
      await page.host.api.post(path, { parameters: request.given, ...request.changes, changes });
      const text = this.#t('input.saved', { count: sent.length });
      input.settle(sent.map(([key]) => key));
      if (!leaving) await page.rerun();
      page.host.toasts.show({ text });
      return input.draft.size === 0;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.#lock(false);
      return await this.#refused(error, sent, leaving);
    } finally {
      this.#lock(false);
    }
  }

  #lock(isSaving: boolean): void {
    this.isSaving = isSaving;
    this.input.isLocked = isSaving;
    this.page.changed();
  }

  async #refused(failure: ApiFailure, sent: Sent, leaving: boolean): Promise<boolean> {
    const { page } = this;
    if (failure.code === 'CELL_CHANGED') return this.#clash(failure, leaving);
    if (failure.code === 'CELL_MOVED') {
      await page.rerun();
      // What was typed stands where its records are now, or in the bar: the rest is saved without it, once.
      if (!this.#isMoved) {
        this.#isMoved = true;
        return this.#save(leaving).finally(() => (this.#isMoved = false));
      }
      this.#fail(failure.message);
      return false;
    }
    const problems = problemsAt(failure, sent);
    if (problems.size > 0) {
      this.input.draft.refuse(problems);
      this.input.show([...problems.keys()][0]!);
      return false;
    }
    this.#isWaiting = failure.status === 0;
    this.#fail(
      failure.status === 0 ? this.#t('record.saveWaits') : `${this.#t('record.saveFailed')}: ${failure.message}`,
    );
    return false;
  }

  #fail(text: string): void {
    this.failure = text;
    this.page.host.announce(text, true);
    this.page.changed();
  }

  /** Somebody was faster: the reader chooses for each cell, then it is saved again. */
  async #clash({ details }: ApiFailure, leaving: boolean): Promise<boolean> {
    const { page, input } = this;
    const { cells } = details as { cells: readonly { source: string; at: string; base: Value; theirs: Value }[] };
    const layout = page.sheet()?.layout;
    await this.#learnNames(cells);
    const { references } = page.host.app;
    const clashing = cells.flatMap((cell): readonly (ClashingCell & { open: OpenCell; stored: Value })[] => {
      const open = input.cells.at(cell);
      if (!open) return [];
      const text = (value: unknown) =>
        (open.field.target !== undefined && references.get(String(value))) || input.cells.textOf(open, value);
      const name = layout ? cellName(layout, open.cell) : open.cell.source;
      const mine = input.draft.get(open.key)?.text ?? '';
      return [
        { open, stored: cell.theirs, key: open.key, name, base: text(cell.base), theirs: text(cell.theirs), mine },
      ];
    });
    const { askWhose } = await import('./input-conflict.js');
    const theirs = await askWhose(page.host, page.root(), clashing);
    if (!theirs) return false;
    for (const { key, stored } of clashing) input.draft.seen(key, stored);
    input.draft.drop(theirs);
    page.changed();
    if (input.draft.size > 0) return this.#save(leaving);
    if (!leaving) await page.rerun();
    return true;
  }

  /** Of look-ups others have stored ids: they are shown by what they are called. */
  async #learnNames(cells: readonly { source: string; at: string; base: Value; theirs: Value }[]): Promise<void> {
    const { host } = this.page;
    const named = cells.flatMap((cell) => {
      const target = this.input.cells.at(cell)?.field.target;
      const ids = [cell.base, cell.theirs].filter((id): id is string => typeof id === 'string' && !host.app.references.has(id)); // prettier-ignore
      return target === undefined ? [] : ids.map((id) => learnName(target, id, host));
    });
    await Promise.all(named);
  }

  #t: Host['i18n']['t'] = (key, values) => this.page.host.i18n.t(key, values);
}

/** `/changes/3/amount` is about the fourth change, or another one of the same record whose field it names. */
function problemsAt({ details, path, message }: ApiFailure, sent: Sent): ReadonlyMap<CellKey, string> {
  const found = new Map<CellKey, string>();
  const listed = Array.isArray(details) ? (details as readonly { path?: string; message?: string }[]) : [];
  for (const each of listed.length > 0 ? listed : [{ path: path ?? '', message }]) {
    const [, index, name] = /^\/changes\/(\d+)(?:\/(\w+))?/.exec(each.path ?? '') ?? [];
    const named = sent[Number(index ?? -1)];
    if (!named) continue;
    const meant = sent.find(([, { mark, field }]) => mark === named[1].mark && field.name === name) ?? named;
    if (!found.has(meant[0])) found.set(meant[0], each.message ?? message);
  }
  return found;
}
