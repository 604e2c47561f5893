/** One person of the kill loop: creates and changes orders with lines, and remembers what was acknowledged. */
import type { Random } from './random.js';

interface Line {
  readonly id: string;
  readonly quantity: number;
  readonly unit_price: number;
  readonly amount: number;
}

interface Order {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly freight: number;
  readonly lines_total: number;
  readonly total: number;
  readonly lines: readonly Line[];
}

interface Creation {
  readonly key: string;
  readonly body: string;
  readonly reference: string;
}

interface Change {
  readonly before: Order;
  readonly freight: number;
  /** Quantities of the lines as sent, in their order. */
  readonly quantities: readonly number[];
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface WriterOptions {
  readonly cookie: string;
  readonly customer: string;
  readonly products: readonly string[];
  readonly random: Random;
  readonly name: string;
}

export class Writer {
  readonly #options: WriterOptions;
  /** What the server said each order is. */
  readonly #orders = new Map<string, Order>();
  /** Orders whose last word came since the last check: older ones were compared already. */
  readonly #fresh = new Set<string>();
  #created: { readonly creation: Creation; readonly text: string }[] = [];
  #cutCreation: Creation | undefined;
  #cutChange: Change | undefined;
  #count = 0;
  #findings: string[] = [];
  acknowledged = 0;
  cutOffDone = 0;
  cutOffUndone = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Writes until the server is gone. */
  async work(address: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const creates = this.#orders.size < 3 || this.#options.random.below(2) === 0;
      const answer = creates ? await this.#create(address) : await this.#change(address);
      if (!answer) return;
    }
  }

  async #create(address: string): Promise<Answer | undefined> {
    const { name, random, customer } = this.#options;
    const reference = `${name}-${++this.#count}-${random.below(1e9)}`;
    const lines = Array.from({ length: 1 + random.below(4) }, () => this.#newLine());
    const body = JSON.stringify({ customer, reference, freight: random.below(5000) / 100, lines });
    const creation: Creation = { key: `key-${reference}`, body, reference };
    this.#cutCreation = creation;
    const answer = await this.#send(address, 'POST', '', body, { 'Idempotency-Key': creation.key });
    if (!answer) return undefined;
    this.#cutCreation = undefined;
    if (answer.status !== 201) {
      this.#findings.push(`A creation was answered ${answer.status} ${answer.text}`);
      return undefined;
    }
    this.#created.push({ creation, text: answer.text });
    this.#keep(answer.text);
    return answer;
  }

  async #change(address: string): Promise<Answer | undefined> {
    const { random } = this.#options;
    const before = [...this.#orders.values()][random.below(this.#orders.size)]!;
    const kept = before.lines.filter((_, index) => index === 0 || random.below(3) > 0);
    const lines = [
      ...kept.map(({ id }) => ({ id, quantity: 1 + random.below(20) })),
      ...(random.below(2) === 0 ? [this.#newLine()] : []),
    ];
    const freight = random.below(5000) / 100;
    this.#cutChange = { before, freight, quantities: lines.map((line) => line.quantity) };
    const answer = await this.#send(address, 'PATCH', `/${before.id}`, JSON.stringify({ freight, lines }), {
      'If-Match': `"${before.version}"`,
    });
    if (!answer) return undefined;
    this.#cutChange = undefined;
    if (answer.status !== 200) {
      this.#findings.push(`A change of ${before.id} was answered ${answer.status} ${answer.text}`);
      return undefined;
    }
    this.#keep(answer.text);
    return answer;
  }

  #newLine() {
    const { random, products } = this.#options;
    const product = products[random.below(products.length)]!;
    return { product, quantity: 1 + random.below(20), unit_price: random.below(100_000) / 100 };
  }

  #keep(text: string): void {
    const order = JSON.parse(text) as Order;
    this.acknowledged++;
    this.#orders.set(order.id, order);
    this.#fresh.add(order.id);
  }

  /** Undefined when no whole answer came. */
  async #send(
    address: string,
    method: string,
    path: string,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(`${address}/api/records/order${path}`, {
        method,
        headers: { Cookie: this.#options.cookie, 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, text: await response.text() };
    } catch {
      return undefined;
    }
  }

  /* ---------------------------------------------------------------- after the restart */

  /** What does not agree with what was acknowledged. */
  async verify(address: string): Promise<readonly string[]> {
    const found = this.#findings.splice(0);
    if (this.#cutChange) found.push(...(await this.#settleChange(address, this.#cutChange)));
    this.#cutChange = undefined;
    for (const id of this.#fresh) found.push(...(await this.#compare(address, this.#orders.get(id)!)));
    this.#fresh.clear();
    // The last of each life of the server: its stored answer is the one that the kill came closest to.
    for (const { creation, text } of this.#created.slice(-2))
      found.push(...(await this.#replay(address, creation, text)));
    this.#created = [];
    if (this.#cutCreation) found.push(...(await this.#settleCreation(address, this.#cutCreation)));
    this.#cutCreation = undefined;
    return found;
  }

  /** Every order of all lives of the server: what stood after one restart must stand after the later ones too. */
  async verifyAll(address: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const order of this.#orders.values()) found.push(...(await this.#compare(address, order)));
    return found;
  }

  async #compare(address: string, order: Order): Promise<readonly string[]> {
    const now = await this.#read(address, order.id);
    if (!now) return [`LOST: order ${order.id} of version ${order.version} was acknowledged and is not there`];
    if (!addsUp(now)) return [`HALF: the sums of order ${order.id} are not those of its lines: ${JSON.stringify(now)}`];
    const same = JSON.stringify(shown(now)) === JSON.stringify(shown(order));
    return same
      ? []
      : [
          `LOST: order ${order.id} was acknowledged as ${JSON.stringify(shown(order))}, is ${JSON.stringify(shown(now))}`,
        ];
  }

  async #replay(address: string, creation: Creation, text: string): Promise<readonly string[]> {
    const again = await this.#send(address, 'POST', '', creation.body, { 'Idempotency-Key': creation.key });
    if (again?.status === 201 && again.text === text) return [];
    return [`The key ${creation.key} gave ${again?.status} ${again?.text} instead of the stored answer ${text}`];
  }

  /** Sent again, a creation that was cut off gives one order, whether the first attempt had come through or not. */
  async #settleCreation(address: string, creation: Creation): Promise<readonly string[]> {
    const filter = encodeURIComponent(JSON.stringify({ field: 'reference', op: 'eq', value: creation.reference }));
    const list = async (): Promise<number> => {
      const answer = await this.#send(address, 'GET', `?filter=${filter}&fields=reference&count=true`);
      return (JSON.parse(answer?.text ?? '{}') as { total: number }).total;
    };
    if ((await list()) === 1) this.cutOffDone++;
    else this.cutOffUndone++;
    const again = await this.#send(address, 'POST', '', creation.body, { 'Idempotency-Key': creation.key });
    if (again?.status !== 201)
      return [`The cut-off creation ${creation.key} was then answered ${again?.status} ${again?.text}`];
    this.#keep(again.text);
    this.acknowledged--;
    const times = await list();
    return times === 1 ? [] : [`The cut-off creation ${creation.key} is there ${times} times`];
  }

  /** The old version as it was, or the new one whole. */
  async #settleChange(address: string, { before, freight, quantities }: Change): Promise<readonly string[]> {
    const now = await this.#read(address, before.id);
    if (!now) return [`LOST: order ${before.id} is not there after a change that was cut off`];
    if (now.version === before.version) {
      this.cutOffUndone++;
      return [];
    }
    this.cutOffDone++;
    this.#orders.set(now.id, now);
    this.#fresh.add(now.id);
    const isWhole =
      addsUp(now) &&
      now.version === before.version + 1 &&
      now.freight === freight &&
      JSON.stringify(now.lines.map((line) => line.quantity).sort()) === JSON.stringify([...quantities].sort());
    return isWhole
      ? []
      : [`HALF: order ${before.id} became ${JSON.stringify(shown(now))} by a change that was cut off`];
  }

  async #read(address: string, id: string): Promise<Order | undefined> {
    const answer = await this.#send(address, 'GET', `/${id}`);
    return answer?.status === 200 ? (JSON.parse(answer.text) as Order) : undefined;
  }
}

/** Amounts from their lines, totals from the amounts; no line has a discount. Numbers have at most 4 decimals. */
function addsUp({ lines, lines_total, freight, total }: Order): boolean {
  const units = (value: number): number => Math.round(value * 10_000);
  const sum = lines.reduce((all, line) => all + units(line.amount), 0);
  return (
    lines.every((line) => units(line.amount) === units(line.quantity * line.unit_price)) &&
    sum === units(lines_total) &&
    sum + units(freight) === units(total)
  );
}

/** What two states of an order are compared by. */
function shown({ id, version, reference, freight, lines_total, total, lines }: Order): object {
  const sorted = [...lines].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    id, version, reference, freight, lines_total, total,
    lines: sorted.map((line) => [line.id, line.quantity, line.unit_price, line.amount]),
  }; // prettier-ignore
}
