/** Tasks of those who look after no customers: marketing and service. */
import { userKey } from './people.js';
import { later, to, type SampleRow } from './rows.js';

/** `due` in days from today. */
const desk: readonly (readonly [login: string, subject: string, due: number, priority: string])[] = [
  ['cleo.marketing', 'Approve the budget of the next campaign', -2, 'high'],
  ['cleo.marketing', 'Brief the printer of the catalogue', 1, 'normal'],
  ['cleo.marketing', 'Book the stand at the spring fair', 9, 'normal'],
  ['nico.marketing', 'Compare the prices of two competitors', -1, 'normal'],
  ['nico.marketing', 'Sum up the answers to the tasting', 3, 'high'],
  ['sara.service', 'Plan the shifts of next week', 0, 'high'],
  ['sara.service', 'Go through the complaints of the month', 4, 'normal'],
  ['gus.service', 'Order spare parts for the coffee stations', -3, 'normal'],
  ['gus.service', 'Call back about the yearly check', 0, 'high'],
  ['lan.service', 'Write down how the label scanner is reset', 2, 'low'],
];

export const deskTasks = (today: string): readonly SampleRow[] =>
  desk.map(([login, subject, due, priority], index) => ({
    key: `task:desk:${index + 1}`,
    values: { subject, status: 'open', priority, due_on: later(today, due), owner: to(userKey(login)) },
  }));
