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

interface Refused {
  /** Status and code. */
  readonly gives: string;
  /** Codes of the findings in its details. */
  readonly findings: readonly string[];
}
/** Of a refusal whose findings may mean harm where the whole has another code. */
const eachLeavesEvent = ({ gives, findings }: Refused): boolean =>
  leavesEvent(gives) || (gives.startsWith('422 ') && findings.some((code) => leavesEvent(`422 ${code}`)));

/** Refusals as they came back, by request id. */
export class RefusalLedger {
  readonly #refused = new Map<string, Refused>();

  note(text: string, status: number): void {
    if (status < 400) return;
    const { requestId, code, details } = (JSON.parse(text) as { error: { requestId: string; code: string; details?: unknown } }).error; // prettier-ignore
    expect(requestId, text).to.match(/\w/);
    const found = Array.isArray(details) ? (details as readonly { readonly code?: unknown }[]) : [];
    this.#refused.set(requestId, { gives: `${status} ${code}`, findings: found.map((each) => String(each.code)) });
  }

  get size(): number {
    return this.#refused.size;
  }

  /**
   * Written behind the answers, those of MariaDB side by side: waited for until one more and all that must be are there.
   * `leaves` is asked of status and code; without it the findings count too.
   */
  async expectEvents(live: Pick<LiveSite, 'address' | 'site'>, leaves?: (gives: string) => boolean): Promise<void> {
    const must = (refused: Refused): boolean => (leaves ? leaves(refused.gives) : eachLeavesEvent(refused));
    const last = await fetch(`${live.address}/api/nothing`);
    const { requestId } = ((await last.json()) as { error: { requestId: string } }).error;
    const { database } = live.site.services;
    const read = (): Promise<readonly { request_id: string; type: string; data: string }[]> =>
      database.read('sys_event').where({ type: 'refused' }).select('request_id', 'type', 'data');
    const awaited = [requestId, ...[...this.#refused].flatMap(([id, refused]) => (must(refused) ? [id] : []))];
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
    const wrong = [...this.#refused].flatMap(([id, refused]) => {
      const events = (told.get(id) ?? []).join();
      return events === (must(refused) ? refused.gives : '') ? [] : [`${refused.gives}: ${events || 'no event'}`];
    });
    expect(wrong).to.deep.equal([]);
  }
}
