/** Whether each refusal of a suite left its one security event, found by its request id, and what is ordinary none. */
import { expect } from 'chai';
import { eventually } from './eventually.js';
import type { LiveSite } from './live-site.js';

/** So many that each refusal of a suite stands by itself. */
export const everyRefusal = { each: 100_000, all: 100_000, window: 3_600_000 };

/** Findings that no form makes; of mistakes in a form, of conflicts and missing versions there is no event. */
const hostileMeaning =
  /^422 (INVALID|INVALID_VALUE|WRONG_TYPE|NOT_AN_ID|FIELD_READONLY|CONTROL_CHARACTER|REFERENCE_NOT_FOUND|UNSAFE_SPEC|FIELD_SEALED)$/;
export const leavesEvent = (gives: string): boolean =>
  /^(400|401|403|404|405|413|415) /.test(gives) || hostileMeaning.test(gives);

/** Refusals as they came back; `told` is status and code. */
export class RefusalLedger {
  readonly #refused = new Map<string, string>();

  note(text: string, status: number): void {
    if (status < 400) return;
    const { requestId, code } = (JSON.parse(text) as { error: { requestId: string; code: string } }).error;
    expect(requestId, text).to.match(/\w/);
    this.#refused.set(requestId, `${status} ${code}`);
  }

  get size(): number {
    return this.#refused.size;
  }

  /** Written behind the answers, those of MariaDB side by side: waited for until one more and all that must be are there. */
  async expectEvents(live: LiveSite, leaves: (gives: string) => boolean = leavesEvent): Promise<void> {
    const last = await fetch(`${live.address}/api/nothing`);
    const { requestId } = ((await last.json()) as { error: { requestId: string } }).error;
    const { database } = live.site.services;
    const read = (): Promise<readonly { request_id: string; type: string; data: string }[]> =>
      database.read('sys_event').where({ type: 'refused' }).select('request_id', 'type', 'data');
    const awaited = [requestId, ...[...this.#refused].flatMap(([id, gives]) => (leaves(gives) ? [id] : []))];
    let events = await read();
    await eventually(async () => {
      events = await read();
      const ids = new Set(events.map((row) => row.request_id));
      return awaited.every((id) => ids.has(id)) || undefined;
    }, 'all events').catch(() => undefined);
    const told = new Map<string, string[]>();
    for (const { request_id: id, data } of events) {
      const { status, code } = JSON.parse(data) as { status: number; code: string };
      told.set(id, [...(told.get(id) ?? []), `${status} ${code}`]);
    }
    const wrong = [...this.#refused].filter(([id, gives]) => (told.get(id) ?? []).join() !== (leaves(gives) ? gives : '')); // prettier-ignore
    expect(wrong.map(([id, gives]) => `${gives}: ${(told.get(id) ?? []).join() || 'no event'}`)).to.deep.equal([]);
  }
}
