/** The same wishes to both servers: lists as several salespeople see them, records, creations, changes. */
import { customersEach, idOf, sellerCount, statuses, type Company } from './company.js';
import type { LoadRequest } from './load.js';

export interface Pair {
  readonly baseline: readonly LoadRequest[];
  readonly ours: readonly LoadRequest[];
}

const listFields = [
  'number', 'reference', 'status', 'ordered_on', 'required_on', 'shipped_on', 'shipper', 'ship_city', 'ship_country',
  'freight', 'total',
]; // prettier-ignore

const get = (path: string, cookie: string): LoadRequest => ({ method: 'GET', path, headers: { Cookie: cookie } });

export interface ListWish {
  readonly cookies: readonly string[];
  /** Customer and region by name. */
  readonly names?: boolean;
  readonly count?: boolean;
  /** A filter value that differs from request to request, as a search does. */
  readonly fresh?: boolean;
  /** False: sorted only, as a list without a filter. */
  readonly isFiltered?: boolean;
}

const from = '2025-01-01';

export function listPair({ cookies, names = false, count = true, fresh = false, isFiltered = true }: ListWish): Pair {
  const fields = [...listFields, ...(names ? ['customer', 'region'] : [])];
  const each = (make: (cookie: string, status: string, day: string) => LoadRequest) =>
    (fresh ? Array.from({ length: 400 }, (_, i) => dayAfter(from, i - 200)) : [from]).flatMap((day) =>
      cookies.flatMap((cookie) => statuses.slice(0, fresh ? 1 : 4).map((status) => make(cookie, status, day))),
    );
  return {
    baseline: each((cookie, status, day) =>
      get(
        `/orders?status=${status}&from=${day}&limit=50${names ? '&names=1' : ''}${count ? '&count=true' : ''}`,
        cookie,
      ),
    ),
    ours: each((cookie, status, day) => {
      const filter = {
        and: [
          { field: 'status', op: 'eq', value: status },
          { field: 'ordered_on', op: 'gte', value: day },
        ],
      };
      const parts = [
        `filter=${encodeURIComponent(JSON.stringify(filter))}`,
        `fields=${fields.join(',')}`,
        'sort=-ordered_on',
      ];
      return get(
        `/api/records/order?${parts.slice(isFiltered ? 0 : 1).join('&')}&limit=50${count ? '&count=true' : ''}`,
        cookie,
      );
    }),
  };
}

/** Order lines of a few orders: whose rows they are is decided by the order that owns them. */
export function linesPair(company: Company): {
  readonly own: readonly LoadRequest[];
  readonly all: readonly LoadRequest[];
} {
  const make = (cookie: string): LoadRequest[] =>
    Array.from({ length: 40 }, (_, n) => {
      const filter = { field: 'product', op: 'eq', value: idOf('product', n) };
      const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&fields=position,quantity,amount&sort=-created_at`;
      return get(`/api/records/order_line?${query}&limit=50`, cookie);
    });
  return { own: make(company.sellers[0]!), all: make(company.reader) };
}

const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Each salesperson's own customers. */
function ownCustomers(company: Company, most: number): readonly { readonly id: string; readonly cookie: string }[] {
  return Array.from({ length: Math.min(most, sellerCount * customersEach) }, (_, n) => ({
    id: idOf('customer', n),
    cookie: company.sellers[n % sellerCount]!,
  }));
}

export function getPair(company: Company): Pair {
  const wanted = ownCustomers(company, 2000);
  return {
    baseline: wanted.map(({ id, cookie }) => get(`/customers/${id}`, cookie)),
    ours: wanted.map(({ id, cookie }) => get(`/api/records/customer/${id}`, cookie)),
  };
}

/** `isWhole`: the hand-written server looks for duplicates and writes the words of the search as well. */
export function createPair(company: Company, { isWhole = false } = {}): Pair {
  const body = JSON.stringify({
    // Like nobody who is there: the search for duplicates runs, and finds none.
    name: 'New customer {n}', code: 'N{n}', type: 'prospect', region: idOf('region', 3), phone: '+49 171 80{n}', email: 'a{n}@b.example',
    city: 'Town {n}', country: 'DE', employees: 12,
  }); // prettier-ignore
  const make = (path: string) =>
    company.sellers.map((cookie): LoadRequest => ({ method: 'POST', path, headers: { Cookie: cookie }, body }));
  return { baseline: make(isWhole ? '/whole/customers' : '/customers'), ours: make('/api/records/customer') };
}

/** Each pair of updates has records of its own: versions go on from one to the next. */
export function updatePair(company: Company, { isWhole = false } = {}): Pair {
  const all = ownCustomers(company, 800);
  const wanted = isWhole ? all.slice(400) : all.slice(0, 400);
  const make = (path: string) =>
    wanted.map(({ id, cookie }): LoadRequest => ({
      method: 'PATCH',
      path: `${path}/${id}`,
      headers: { Cookie: cookie, 'If-Match': '"{v}"' },
      body: '{"phone":"+49 30 {n}","employees":7}',
      versioned: true,
    }));
  return { baseline: make(isWhole ? '/whole/customers' : '/customers'), ours: make('/api/records/customer') };
}
