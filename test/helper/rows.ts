/**
 * The rows that golden queries run over: two departments below a third, four users, a tree of regions, five customers
 * with orders and lines. Small enough to work every answer out by hand.
 */
import type { Value } from '../../metadata/value.js';
import { idOf } from './model.js';

export type TestRow = Readonly<Record<string, Value>>;
export type TestRows = Readonly<Record<string, readonly TestRow[]>>;

const u = (number: number) => idOf('user', number);
const d = (number: number) => idOf('department', number);
const r = (number: number) => idOf('region', number);
const c = (number: number) => idOf('customer', number);
const o = (number: number) => idOf('order', number);

const stamped = { version: 1, created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' };

export const testRows: TestRows = {
  // 1 is the head; 2 is below 1; 3 is below 2; 4 stands alone.
  department: [
    { id: d(1), name: 'Head', parent: null },
    { id: d(2), name: 'Sales', parent: d(1) },
    { id: d(3), name: 'Sales North', parent: d(2) },
    { id: d(4), name: 'Support', parent: null },
  ],
  user: [
    { id: u(1), name: 'User 1', login: 'u1', department: d(2) },
    { id: u(2), name: 'User 2', login: 'u2', department: d(3) },
    { id: u(3), name: 'User 3', login: 'u3', department: d(4) },
    { id: u(4), name: 'User 4', login: 'u4', department: null },
  ],
  region: [
    { id: r(1), name: 'Europe', parent: null },
    { id: r(2), name: 'Germany', parent: r(1) },
    { id: r(3), name: 'Bavaria', parent: r(2) },
    { id: r(4), name: 'Asia', parent: null },
  ],
  customer: [
    { ...stamped, id: c(1), name: 'Zürich Möbel', code: 'A', region: r(3), status: 'active', credit: 100.1, cost: 10, employees: 5, active: true, since: '2024-02-29', note: 'first', phone: '123', owner: u(1) },
    { ...stamped, id: c(2), name: 'apple', code: 'b', region: r(2), status: 'lead', credit: 200.2, cost: null, employees: null, active: false, since: '2026-06-01', note: null, phone: '456', owner: u(2) },
    { ...stamped, id: c(3), name: 'Banana', code: 'B', region: r(4), status: 'lost', credit: null, cost: 30, employees: 50, active: null, since: null, note: 'third', phone: null, owner: u(3) },
    { ...stamped, id: c(4), name: 'zebra', code: null, region: null, status: null, credit: -5.55, cost: 0.0001, employees: 0, active: true, since: '2026-06-18', note: null, phone: '789', owner: u(4) },
    { ...stamped, id: c(5), name: null, code: 'Å', region: r(1), status: 'active', credit: 0.1, cost: 0.2, employees: 7, active: false, since: '2025-12-31', note: 'x', phone: '000', owner: null },
  ],
  contact: [
    { ...stamped, id: idOf('contact', 1), name: 'Contact 1', customer: c(1), secret_code: 's1' },
    { ...stamped, id: idOf('contact', 2), name: 'Contact 2', customer: c(3), secret_code: 's2' },
  ],
  order: [
    { ...stamped, id: o(1), number: 'O-1', customer: c(1), region: r(3), ordered_on: '2026-01-15', shipped_at: '2026-03-28T23:30:00.000Z', discount: 0.1, owner: u(1) },
    { ...stamped, id: o(2), number: 'O-2', customer: c(1), region: r(4), ordered_on: '2026-02-01', shipped_at: '2026-03-29T22:30:00.000Z', discount: 0.2, owner: u(2) },
    { ...stamped, id: o(3), number: 'O-3', customer: c(2), region: r(2), ordered_on: '2026-02-28', shipped_at: null, discount: null, owner: u(3) },
    { ...stamped, id: o(4), number: 'O-4', customer: null, region: null, ordered_on: null, shipped_at: '2026-10-25T00:30:00.000Z', discount: 0.3, owner: u(1) },
  ],
  order_line: [
    { ...stamped, id: idOf('order_line', 1), order: o(1), product: 'Tea', quantity: 1, amount: 0.1 },
    { ...stamped, id: idOf('order_line', 2), order: o(1), product: 'Coffee', quantity: 2, amount: 0.2 },
    { ...stamped, id: idOf('order_line', 3), order: o(2), product: 'Tea', quantity: 3, amount: 100 },
    { ...stamped, id: idOf('order_line', 4), order: o(3), product: 'Café', quantity: null, amount: null },
    { ...stamped, id: idOf('order_line', 5), order: null, product: null, quantity: 9, amount: 9.99 },
  ],
  budget: [
    { ...stamped, id: idOf('budget', 1), name: 'B1', amount: 1, department: d(2) },
    { ...stamped, id: idOf('budget', 2), name: 'B2', amount: 2, department: d(3) },
    { ...stamped, id: idOf('budget', 3), name: 'B3', amount: 3, department: d(4) },
    { ...stamped, id: idOf('budget', 4), name: 'B4', amount: 4, department: null },
  ],
}; // prettier-ignore
