/**
 * The rules of an entity and a form, mirrored in the browser: the same expressions that the server enforces, evaluated over
 * the form's values. A rule that cannot be compiled here is left to the server. Formulas are shown as they will become.
 */
import { readAnswer } from '../../metadata/action/answer-value.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { compileExpression, type CompiledExpression, type Scope } from '../../metadata/expression/compile.js';
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { firstField } from '../../metadata/model/parts.js';
import type { FunctionDefinition } from '../../metadata/contributions.js';
import type { Registry } from '../../metadata/registry.js';
import {
  compileOptions,
  fitsCode,
  optionFilter,
  type OptionRecord,
  type OptionRules,
} from '../../metadata/rules/options.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import type { Value, ValueType } from '../../metadata/value.js';
import { isEmpty } from '../data/record.js';
import type { Values } from './record-draft.js';

export interface RuleSurroundings {
  readonly model: Model;
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
}

export interface Finding {
  /** JSON pointer: `/name`, `/lines/0/quantity`. */
  readonly path: string;
  readonly code: 'REQUIRED' | 'INVALID' | 'NOT_AN_OPTION';
  readonly field: Field;
}

/** The record that a row belongs to: `field` of the row points to it. */
export interface Whole {
  readonly field: string;
  readonly entity: Entity;
  readonly values: Values;
}

export interface FindingRules {
  isRequired(field: Field): boolean;
  /** The field is empty, but the server may fill it. */
  isOpen?(entity: Entity, field: Field, values: Values, whole?: Whole): boolean;
}

export class Rules {
  #compiled = new Map<string, CompiledExpression | undefined>();
  #options = new Map<string, OptionRules | undefined>();

  constructor(readonly surroundings: RuleSurroundings) {}

  /** The day of the site, and its clock. */
  get moment(): EvaluationContext {
    return this.surroundings.context;
  }

  /** The rule's verdict: true, false, or null where it cannot tell; undefined when there is no such rule. */
  verdict(entity: Entity, text: string | undefined, values: Values): Value | undefined {
    if (text === undefined) return undefined;
    const compiled = this.compiled(entity, text);
    if (!compiled) return undefined;
    try {
      return compiled.evaluate({
        context: this.surroundings.context,
        field: (path) => readAnswer(values, path),
      });
    } catch {
      return undefined;
    }
  }

  isVisible(entity: Entity, texts: readonly (string | undefined)[], values: Values): boolean {
    return texts.every((text) => {
      const verdict = this.verdict(entity, text, values);
      return verdict === undefined || verdict === true;
    });
  }

  isTrue(entity: Entity, text: string | undefined, values: Values): boolean {
    return this.verdict(entity, text, values) === true;
  }

  /** What a formula field will be; undefined when it cannot be told here. */
  formula(field: Field, entity: Entity, values: Values): Value | undefined {
    return this.verdict(entity, field.formula?.expression, values);
  }

  /** Names of own fields that an expression reads. */
  reads(entity: Entity, text: string): ReadonlySet<string> {
    return new Set((this.compiled(entity, text)?.dependencies.fields ?? []).map((path) => path.split('.')[0]!));
  }

  /** What is missing or against a rule, for the fields that the person may change. */
  findings(entity: Entity, fields: readonly Field[], values: Values, asks: FindingRules): readonly Finding[] {
    const found: Finding[] = [];
    for (const field of fields) {
      const path = `/${field.name}`;
      const value = values[field.name];
      if (field.children) {
        found.push(...this.#childFindings(field, value, { field: field.children.field, entity, values }, asks));
        if (asks.isRequired(field) && isEmpty(value)) found.push({ path, code: 'REQUIRED', field });
      } else if (isEmpty(value)) {
        if (asks.isRequired(field) && !asks.isOpen?.(entity, field, values))
          found.push({ path, code: 'REQUIRED', field });
      } else if (isBroken(this.verdict(entity, field.document.validIf, values))) {
        found.push({ path, code: 'INVALID', field });
      } else if (!this.#fitsAll(entity, field, value, values)) {
        found.push({ path, code: 'NOT_AN_OPTION', field });
      }
    }
    return found;
  }

  /** May this code be chosen beside these values? */
  fits(entity: Entity, field: Field, code: string, values: Values): boolean {
    const rules = this.#optionsOf(entity, field);
    const dictionary = this.surroundings.model.dictionaries.get(field.dictionary ?? '');
    return rules === undefined || fitsCode(rules, code, dictionary, this.#record(values));
  }

  /** The filter that records to choose from must pass beside these values. */
  optionFilter(entity: Entity, field: Field, values: Values): Filter | undefined {
    const rules = this.#optionsOf(entity, field);
    return rules && optionFilter(rules, this.#record(values));
  }

  #fitsAll(entity: Entity, field: Field, value: unknown, values: Values): boolean {
    if (field.dictionary === undefined) return true;
    const codes = Array.isArray(value) ? (value as unknown[]) : [value];
    return codes.every((code) => this.fits(entity, field, String(code), values));
  }

  #record = (values: Values): OptionRecord => ({
    context: this.surroundings.context,
    read: (path) => readAnswer(values, path),
  });

  #optionsOf(entity: Entity, field: Field): OptionRules | undefined {
    const key = `${entity.name}.${field.name}`;
    if (!this.#options.has(key)) {
      const { model, functions } = this.surroundings;
      const rules = compileOptions(field, (path) => typeOfPath(model, entity, path), functions);
      // What cannot be compiled here is left to the server.
      const usable = rules?.optionsIf?.problems.length ? undefined : rules;
      this.#options.set(key, usable);
    }
    return this.#options.get(key);
  }

  #childFindings(parent: Field, rows: unknown, whole: Whole, { isOpen }: FindingRules): readonly Finding[] {
    const child = this.surroundings.model.entities.get(parent.children!.entity);
    if (!child || !Array.isArray(rows)) return [];
    const fields = [...child.fields.values()].filter(
      (field) => !field.computed && !field.system && field.name !== whole.field,
    );
    return (rows as Values[]).flatMap((row, index) => {
      // Conditions of a row read the record around it as it stands in the form.
      const values = { ...row, [whole.field]: whole.values };
      return this.findings(child, fields, values, {
        isRequired: (field) =>
          field.document.required === true || this.isTrue(child, field.document.requiredIf, values),
        isOpen: (_, field) => row['id'] === undefined && isOpen?.(child, field, row, whole) === true,
      }).map((finding) => ({ ...finding, path: `/${parent.name}/${index}${finding.path}` }));
    });
  }

  /** An expression over an entity's fields; undefined when it cannot be compiled here. */
  compiled(entity: Entity, text: string): CompiledExpression | undefined {
    const key = `${entity.name}\n${text}`;
    if (this.#compiled.has(key)) return this.#compiled.get(key);
    const { model, functions } = this.surroundings;
    const scope: Scope = { functions, field: (path) => typeOfPath(model, entity, path) };
    const compiled = compileExpression(text, scope);
    const usable = compiled.problems.length === 0 ? compiled : undefined;
    this.#compiled.set(key, usable);
    return usable;
  }
}

/** A rule that gives null counts as not met. */
const isBroken = (verdict: Value | undefined): boolean => verdict === false || verdict === null;

function typeOfPath(model: Model, entity: Entity, path: readonly string[]): ValueType | undefined {
  const found = firstField(entity, path);
  if (!found || found.field.sealed) return undefined;
  const { field, rest } = found;
  if (rest.length === 0) return field.children || field.links ? 'list' : field.valueType;
  // Values of linked records are not at hand here: the server says.
  if (field.links) return undefined;
  const target = model.entities.get(field.target ?? field.children?.entity ?? '');
  const type = target ? typeOfPath(model, target, rest) : undefined;
  return type !== undefined && field.children ? 'list' : type;
}

/** All field names that a form's nodes show, with the conditions above each. */
export function fieldNodes(nodes: readonly FormNode[], conditions: readonly string[] = []): readonly FormField[] {
  return nodes.flatMap((node): readonly FormField[] => {
    const own = 'visibleIf' in node && node.visibleIf ? [...conditions, node.visibleIf] : conditions;
    if (node.type === 'field' || node.type === 'subTable') return [{ node, conditions: own }];
    if (node.type === 'tab' || node.type === 'section') return fieldNodes(node.nodes as readonly FormNode[], own);
    return [];
  });
}

export interface FormField {
  readonly node: Extract<FormNode, { type: 'field' | 'subTable' }>;
  readonly conditions: readonly string[];
}
