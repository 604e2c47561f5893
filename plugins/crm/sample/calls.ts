/** Shifts of the call centre in the last two months: four a day, fewer calls at weekends, more who give up when few answer. */
import type { Random } from './random.js';
import { earlier, type SampleRow, type Table } from './rows.js';

const days = 60;
/** Calls of an ordinary day by shift. */
const shifts = { am: 380, pm1: 340, pm2: 260, midnight: 120 } as const;
/** Calls that one operator can answer in a shift. */
const strength = 34;

export function makeCalls(random: Random, today: string): Table {
  const rows = Array.from({ length: days }, (_, index) => earlier(today, days - index)).flatMap((day) =>
    Object.entries(shifts).map(([shift, usual]) => shiftRow(random, day, shift, usual)),
  );
  return { entity: 'call_shift', rows };
}

function shiftRow(random: Random, day: string, shift: string, usual: number): SampleRow {
  const isFree = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const calls = Math.round((isFree ? usual * 0.55 : usual) * (random.integer(82, 118) / 100));
  const second = Math.max(2, Math.round(calls / strength) + random.integer(-2, 1));
  const first = Math.max(1, Math.round(second / 4));
  const spare = (first + second) * strength - calls;
  const issues = random.integer(1, isFree ? 3 : 6);
  const orders = Math.round(calls * (random.integer(55, 78) / 100));
  return {
    key: `call_shift:${day}:${shift}`,
    values: {
      on_day: day,
      shift,
      code: `${day}-${shift}`,
      free_day: isFree,
      operators_first: first,
      operators_second: second,
      calls,
      automatic: Math.round(calls * (random.integer(48, 70) / 100)),
      orders,
      issues,
      seconds_each: random.integer(48, 150),
      gave_up: Math.max(1, Math.min(30, 6 - Math.round(spare / 12))) / 100,
    },
  };
}
