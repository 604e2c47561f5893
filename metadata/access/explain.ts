/**
 * Why somebody may do something with a record, or may not: reasons as data, and each as a sentence in every language of
 * the product. The server decides which reasons hold (server/access/explain); here is only what they say.
 */
import type { Entity, Model } from '../model/model.js';
import type { RecordAction } from '../schema/app.js';
import { labelText, languages, type Language } from '../value.js';
import { explainWords, type Sentence } from './explain-words.js';
import type { GrantedScope, RuleSource } from './rules.js';

/** The same sentence in each language. */
export type Said = Readonly<Record<Language, string>>;

/** Scopes as they are told: a Filter of a role is a condition. */
export type SaidScope = 'all' | 'own' | 'department' | 'subtree' | 'condition';

export type Reason =
  /** A role that may do everything. */
  | { readonly kind: 'all'; readonly role: string }
  | {
      readonly kind: 'role';
      readonly role: string;
      readonly scope: SaidScope;
      /** Departments from the record's up to the person's, by name; of the scope `subtree`. */
      readonly departments?: readonly string[];
    }
  | { readonly kind: 'sharing'; readonly rule: string; readonly whole?: string }
  | {
      readonly kind: 'share';
      /** Name of the person, role or department it was shared with. */
      readonly to: string;
      readonly by: string | null;
      readonly until: string | null;
      /** Name of the entity of the whole that was shared, where the record is a part of it. */
      readonly whole?: string;
    }
  /** No role grants the action on any record. */
  | { readonly kind: 'none' };

export const saidScope = (scope: GrantedScope): SaidScope => (typeof scope === 'object' ? 'condition' : scope);

/** A reason whose rule holds for the record, or with `holds: false` one that does not. */
export function sayReason(reason: Reason, holds: boolean, model: Model): Said {
  return inLanguages((language) => {
    const words = explainWords[language];
    const say = (key: keyof typeof words.reasons): Sentence => words.reasons[key];
    switch (reason.kind) {
      case 'all':
        return fill(say('all'), { role: roleLabel(model, reason.role, language) });
      case 'none':
        return fill(say('none'), {});
      case 'role': {
        const role = roleLabel(model, reason.role, language);
        const scope = words.scopes[reason.scope];
        if (!holds) return fill(say('roleNot'), { role, scope });
        const path = reason.departments?.join(words.under);
        return fill(say(path ? 'rolePath' : 'role'), { role, scope, path: path ?? '' });
      }
      case 'sharing': {
        const rule = labelText(model.find('sharing', reason.rule)?.label, language, reason.rule);
        return fill(say(holds ? 'sharing' : 'sharingNot'), { rule }) + ofWhole(reason.whole, model, language);
      }
      case 'share': {
        const { to, by, until } = reason;
        const sentence = fill(say(by === null ? 'shareBySystem' : 'share'), { to, by: by ?? '' });
        const end = until === null ? '' : fill(words.until, { until });
        return sentence + end + ofWhole(reason.whole, model, language);
      }
    }
  });
}

/** "Ann may read this customer." */
export function sayVerdict(
  allowed: boolean,
  { action, entity, person }: { readonly action: RecordAction; readonly entity: Entity; readonly person: string },
): Said {
  return inLanguages((language) => {
    const words = explainWords[language];
    const record = labelText(entity.label, language, entity.name);
    return fill(allowed ? words.may : words.mayNot, { person, action: words.actions[action], record });
  });
}

const roleLabel = (model: Model, role: string, language: Language): string =>
  labelText(model.find('role', role)?.label, language, role);

function ofWhole(whole: string | undefined, model: Model, language: Language): string {
  const entity = whole === undefined ? undefined : model.entities.get(whole);
  if (!entity) return '';
  return fill(explainWords[language].whole, { whole: labelText(entity.label, language, entity.name) });
}

const inLanguages = (make: (language: Language) => string): Said =>
  Object.fromEntries(languages.map((language) => [language, make(language)])) as unknown as Said;

const fill = (sentence: Sentence, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** Where a rule goes by the whole of which the record is a part, the entity of that whole. */
export function wholeOf(source: RuleSource, entity: Entity, model: Model): string | undefined {
  if (source.kind === 'role' || source.along === '') return undefined;
  return source.along
    .split('.')
    .reduce<string | undefined>((at, name) => model.entities.get(at ?? '')?.fields.get(name)?.target, entity.name);
}
