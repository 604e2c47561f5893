/**
 * `npm run drill -- streams`: 10,000 writes to records of one salesperson while another, who may not see them, listens
 * to the stream of events. No id of them may come; an event of an own record at the end shows that the stream still spoke.
 */
import { eventually } from '../helper/eventually.js';
import { openRightsSite } from '../helper/rights-site.js';

const writes = 10_000;
const writers = 4;

const site = await openRightsSite();
const { ann, bob } = site.as;
const stop = new AbortController();
const stream = await fetch(`${site.live.address}/api/events`, {
  headers: { Cookie: bob.cookie! },
  signal: stop.signal,
});
let heard = '';
void (async () => {
  const decoder = new TextDecoder();
  for await (const chunk of stream.body!) heard += decoder.decode(chunk as Uint8Array, { stream: true });
})().catch(() => undefined);

const started = performance.now();
const ids = [site.customers.ann];
for (let n = 1; n < writers; n++) {
  const made = await ann.post('/api/records/customer', { name: `Private ${n}`, type: 'prospect' });
  if (made.status !== 201) throw new Error(made.text);
  ids.push((made.json as { id: string }).id);
}
await Promise.all(
  ids.map(async (id) => {
    let { version } = (await ann.get(`/api/records/customer/${id}`)).json as { version: number };
    for (let n = 0; n < writes / writers; n++) {
      const answer = await ann.send('PATCH', `/api/records/customer/${id}`, { city: `City ${n}` }, { 'If-Match': `"${version}"` }); // prettier-ignore
      if (answer.status !== 200) throw new Error(answer.text);
      version = (answer.json as { version: number }).version;
    }
  }),
);
const seconds = (performance.now() - started) / 1000;
const own = (await bob.get(`/api/records/customer/${site.customers.bob}`)).json as { version: number };
await bob.send('PATCH', `/api/records/customer/${site.customers.bob}`, { city: 'Mine' }, { 'If-Match': `"${own.version}"` }); // prettier-ignore
await eventually(async () => heard.includes(site.customers.bob) || undefined, 'the event of the own record');
stop.abort();
const leaked = ids.filter((id) => heard.includes(id));
console.log(
  `${writes} writes in ${seconds.toFixed(1)} s; ${heard.length} characters heard; ${leaked.length} private ids among them.`,
);
await site.live.close();
if (leaked.length > 0) process.exitCode = 1;
