/** Saves of somebody who asks for nothing heavy: how long they take while others do. */
import type { ServerProcess } from '../../helper/server-process.js';
import { idOf, type Company } from './company.js';

const seller = 40;

/** Milliseconds of each change of one record, one after the other with a pause between: at least so many, and until `work` is done. */
export function saver(
  { address }: ServerProcess,
  { sellers }: Company,
): (work: Promise<unknown> | undefined, least: number) => Promise<readonly number[]> {
  let versions = 0;
  const save = async (): Promise<number> => {
    const headers = { Cookie: sellers[seller]!, 'Content-Type': 'application/json', 'If-Match': `"${++versions}"` };
    const body = JSON.stringify({ phone: `+49 30 ${1000 + versions}` });
    const began = performance.now();
    const answer = await fetch(`${address}/api/records/customer/${idOf('customer', seller)}`, { method: 'PATCH', headers, body }); // prettier-ignore
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`The save was answered ${answer.status}: ${text}`);
    return performance.now() - began;
  };
  return async (work, least) => {
    let isDone = work === undefined;
    void work?.finally(() => (isDone = true));
    const times: number[] = [];
    while (times.length < least || !isDone) {
      times.push(await save());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return times;
  };
}
