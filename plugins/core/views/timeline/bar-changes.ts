/** Moves and new lengths of bars, by units of the axis or by the mouse: drawn at once, sent one after the other, taken back. */
import type { ModePort, WireRecord } from '../../../../runtime/api.js';
import { entryOf, type Entry } from '../entry.js';
import type { RangeRows } from '../range-rows.js';
import { changeByDays, changeByUnits, type Grip } from './changes.js';
import { startBarDrag } from './drag-bar.js';
import { DraftChange, type Draft } from './draft.js';
import { say } from './say.js';
import type { TimelineOptions, Zoom } from './schema.js';

interface ChangeView {
  readonly port: ModePort;
  readonly isConnected: boolean;
  requestUpdate(): void;
  focusRow(id: string): void;
  load(): Promise<void>;
}

export class BarChanges {
  #draft = new DraftChange(
    () => this.view.requestUpdate(),
    (draft) => this.#send(draft),
  );
  /** One change after the other: each is made on the version that the one before it left. */
  #sent: Promise<void> = Promise.resolve();

  constructor(
    private readonly view: ChangeView,
    private readonly rows: RangeRows,
  ) {}

  get #options(): TimelineOptions {
    return this.view.port.options as unknown as TimelineOptions;
  }

  /** The rows with what is under way. */
  shown(): readonly WireRecord[] {
    return this.#draft.shown(this.rows.held);
  }

  /** Sends what is under way. */
  finish(): void {
    this.#draft.finish();
  }

  /** Why a bar, or one of its ends, cannot be moved. */
  refusal(grip: Grip): string | undefined {
    const { from, to } = this.#options;
    const paths = [...(grip === 'last' ? [] : [from]), ...(grip === 'first' || to === undefined ? [] : [to])];
    return paths.map((path) => this.view.port.refusal(path)).find((each) => each !== undefined);
  }

  byUnits(entry: Entry, grip: Grip, step: { readonly zoom: Zoom; readonly by: number }): void {
    const { port } = this.view;
    const refusal = this.refusal(grip);
    if (refusal !== undefined) return port.refuse(refusal);
    const values = changeByUnits(entry, grip, step, { options: this.#options, timeZone: port.timeZone });
    if (!values) return;
    this.#draft.set(entry.row, values);
    this.#draft.soon();
    this.view.focusRow(entry.row.id);
    port.announce(this.#daysOf({ ...entry.row, ...values }));
  }

  byDrag(event: PointerEvent, entry: Entry, { grip, dayWidth }: { readonly grip: Grip; dayWidth(): number }): void {
    const { timeZone } = this.view.port;
    this.#draft.finish();
    startBarDrag(event, {
      dayWidth,
      preview: (days) => {
        this.#draft.drop();
        const values = changeByDays(entry, grip, days, { options: this.#options, timeZone });
        if (values) this.#draft.set(entry.row, values);
      },
      done: () => this.#draft.finish(),
      cancel: () => this.#draft.drop(),
    });
  }

  #daysOf(row: WireRecord): string {
    const { port } = this.view;
    const { formats } = port.host;
    const { from, to } = this.#options;
    const entry = entryOf(row, { from, end: to }, port.timeZone);
    if (!entry) return '';
    const { first, last } = entry;
    return first === last ? formats.date(first) : `${formats.date(first)} – ${formats.date(last)}`;
  }

  /** `back` is the undo of an earlier change. */
  #send(draft: Draft, back = false): void {
    this.#sent = this.#sent.then(() => this.#write(draft, back));
  }

  async #write({ row, values }: Draft, back: boolean): Promise<void> {
    const { port } = this.view;
    const { host } = port;
    const before = Object.fromEntries(Object.keys(values).map((name) => [name, row[name] ?? null]));
    const { version } = this.rows.held.find((each) => each.id === row.id) ?? row;
    const answer = await this.rows.change({ ...row, version }, values);
    const name = port.nameOf(row);
    if (answer.kind === 'refused') port.refuse(say(host, 'refused', { name, reason: answer.reason }));
    if (answer.kind === 'changed') {
      const now = { ...row, ...answer.record };
      const undo = () => this.#send({ row: now, values: before }, true);
      if (back) port.announce(host.t('cell.undone'));
      else port.done(say(host, 'moved', { name, days: this.#daysOf(now) }), undo);
    }
    if (this.view.isConnected) await this.view.load();
  }
}
