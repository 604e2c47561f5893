/** The people of the sample company: departments as a tree, and who works in which with which role. */
import type { SampleData } from '../../../server/api.js';
import { to, type SampleRow, type Table } from './rows.js';

const departments: readonly (readonly [key: string, name: string, parent: string | null])[] = [
  ['company', 'Trellis Trading', null],
  ['sales', 'Sales', 'company'],
  ['europe', 'Sales Europe', 'sales'],
  ['americas', 'Sales Americas', 'sales'],
  ['asia', 'Sales Asia', 'sales'],
  ['marketing', 'Marketing', 'company'],
  ['service', 'Service', 'company'],
];

export const departmentTable: Table = {
  entity: 'department',
  rows: departments.map(([key, name, parent]): SampleRow => ({
    key: `department:${key}`,
    values: { name, code: `T-${key}`, ...(parent === null ? {} : { parent: to(`department:${parent}`) }) },
  })),
};

interface Person {
  readonly login: string;
  readonly name: string;
  readonly title: string;
  readonly department: string;
  readonly manager?: string;
  readonly role: 'salesperson' | 'sales_manager' | 'marketing' | 'service';
  readonly language: string;
}

const people: readonly Person[] = [
  { login: 'bo.manager', name: 'Bo Lindgren', title: 'Head of Sales', department: 'sales', role: 'sales_manager', language: 'en' },
  { login: 'ines.manager', name: 'Inés Robledo', title: 'Sales Manager Europe', department: 'europe', manager: 'bo.manager', role: 'sales_manager', language: 'es' },
  { login: 'ann.sales', name: 'Ann Hartwell', title: 'Account Manager', department: 'europe', manager: 'ines.manager', role: 'salesperson', language: 'en' },
  { login: 'dora.sales', name: 'Dora Keßler', title: 'Account Manager', department: 'europe', manager: 'ines.manager', role: 'salesperson', language: 'en' },
  { login: 'hugo.sales', name: 'Hugo Villanueva', title: 'Account Manager', department: 'europe', manager: 'ines.manager', role: 'salesperson', language: 'es' },
  { login: 'jack.sales', name: 'Jack Ellery', title: 'Account Manager', department: 'americas', manager: 'bo.manager', role: 'salesperson', language: 'en' },
  { login: 'kim.sales', name: 'Kim Prescott', title: 'Account Manager', department: 'americas', manager: 'bo.manager', role: 'salesperson', language: 'en' },
  { login: 'mei.sales', name: '周美宁', title: '客户经理', department: 'asia', manager: 'bo.manager', role: 'salesperson', language: 'zh-CN' },
  { login: 'rui.sales', name: '徐睿', title: '客户经理', department: 'asia', manager: 'bo.manager', role: 'salesperson', language: 'zh-CN' },
  { login: 'yu.sales', name: '葉庭瑋', title: '客戶經理', department: 'asia', manager: 'bo.manager', role: 'salesperson', language: 'zh-TW' },
  { login: 'cleo.marketing', name: 'Cleo Ashby', title: 'Marketing Manager', department: 'marketing', role: 'marketing', language: 'en' },
  { login: 'nico.marketing', name: 'Nico Peñalver', title: 'Market Research', department: 'marketing', manager: 'cleo.marketing', role: 'marketing', language: 'es' },
  { login: 'sara.service', name: 'Sara Whitcombe', title: 'Head of Service', department: 'service', role: 'service', language: 'en' },
  { login: 'gus.service', name: 'Gustavo Almansa', title: 'Técnico de servicio', department: 'service', manager: 'sara.service', role: 'service', language: 'es' },
  { login: 'lan.service', name: '蓝雨桐', title: '客服专员', department: 'service', manager: 'sara.service', role: 'service', language: 'zh-CN' },
]; // prettier-ignore

export const userKey = (login: string): string => `user:${login}`;

export const users: SampleData['users'] = people.map((person, index) => ({
  key: userKey(person.login),
  login: person.login,
  roles: [person.role],
  record: {
    login: person.login,
    name: person.name,
    code: `T-${String(index + 1).padStart(3, '0')}`,
    title: person.title,
    email: `${person.login}@trellis.example`,
    department: to(`department:${person.department}`),
    ...(person.manager === undefined ? {} : { manager: to(userKey(person.manager)) }),
    language: person.language,
    active: true,
  },
}));

/** Keys of those who answer requests. */
export const serviceStaff: readonly string[] = people
  .filter((person) => person.role === 'service')
  .map((person) => userKey(person.login));

/** Keys of the salespeople who look after an office's customers. */
export const salespeopleOf = (office: string): readonly string[] =>
  people
    .filter((person) => person.role === 'salesperson' && person.department === office)
    .map((person) => userKey(person.login));
