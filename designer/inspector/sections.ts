/**
 * The sections of the inspector: what it is, its rules, what is on or off, then each part and each list by itself. What is
 * neither stated nor usual waits behind "more". Pure.
 */
import type { Property } from './properties.js';

/** Sections of single properties; the others are called by the key of their part or list. */
export type PlainSection = 'general' | 'rules' | 'switches';

export interface Section {
  readonly id: string;
  readonly shown: readonly Property[];
  readonly more: readonly Property[];
  /** The section is one part or one list. */
  readonly single?: Property;
}

/** Keys that are shown before anything is stated: people look for them first. */
const usual: ReadonlySet<string> = new Set([
  'label', 'plural', 'help', 'icon', 'colour', 'name', 'type', 'field', 'path', 'entity', 'span', 'width', 'default',
  'required', 'unique', 'searchable', 'sortable', 'readOnly', 'visibleIf', 'filter', 'where', 'title', 'text', 'purpose', 'mode',
  'aggregate', 'grain', 'as', 'cron', 'handler', 'active', 'owner', 'dictionary', 'target', 'dataset', 'value', 'columns',
]); // prettier-ignore

export function sectionsOf(all: readonly Property[]): readonly Section[] {
  // What can only be said in one way is said in the head.
  const properties = all.filter(
    ({ control, choices, required }) => control !== 'choice' || !required || choices.length > 1,
  );
  const general = properties.filter(({ control, value }) => !isRule(control) && control !== 'switch' && control !== 'items' && !isSection(control, value)); // prettier-ignore
  const rules = properties.filter(({ control }) => isRule(control));
  const switches = properties.filter(({ control }) => control === 'switch');
  const parts = properties.filter(({ control, value }) => control === 'items' || isSection(control, value));
  const fixed = rules.filter(({ required }) => required);
  const sections: Section[] = [
    section('general', [...general, ...fixed]),
    ...parts.filter(({ control, key }) => control === 'part' && key === 'options').map(single),
    section('rules', rules.filter(({ required }) => !required)), // prettier-ignore
    section('switches', switches),
    ...parts.filter(({ control, key }) => control !== 'part' || key !== 'options').map(single),
  ];
  return sections.filter(({ shown, more, single: one }) => one !== undefined || shown.length + more.length > 0);
}

const isRule = (control: string) => control === 'expression' || control === 'condition';

const isSection = (control: string, value: unknown) =>
  control === 'map' || control === 'entries' || (control === 'part' && value !== undefined);

const single = (property: Property): Section => ({ id: property.key, shown: [], more: [], single: property });

function section(id: string, properties: readonly Property[]): Section {
  const isShown = ({ key, required, value }: Property) => required || value !== undefined || usual.has(key);
  return { id, shown: properties.filter(isShown), more: properties.filter((each) => !isShown(each)) };
}
