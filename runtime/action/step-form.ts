/**
 * One record that an action makes, as the dialog edits it: the same draft, rules and form as on a record's page. Only what
 * the person changes is sent; the rest is the server's to fill.
 */
import type { PreviewStep } from '../../metadata/action/preview.js';
import type { Entity } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty, isReference, type Reference } from '../data/record.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import { checkRecord } from '../record/check-record.js';
import type { FormContext } from '../record/form-context.js';
import type { FormDefaults } from '../record/form-defaults.js';
import { formOf } from '../record/form-of.js';
import { createDefaults, createFollowing, initialValues } from '../record/open-record.js';
import { isSameValue, RecordDraft, type Values } from '../record/record-draft.js';
import { fieldNodes, type Rules } from '../record/rules.js';

export class StepForm {
  /** A new object after each change: that is how the form learns of it. */
  form!: FormContext;
  /** Of an optional step: whether it is made. */
  isIncluded: boolean;
  /** An existing record is used, `chosen`. */
  isExisting = false;
  chosen: Reference | null = null;
  /** What is wrong with the choice. */
  choiceError: string | undefined;
  readonly nodes: readonly FormNode[];
  #draft: RecordDraft;
  #following: FormDefaults;
  #errors: ReadonlyMap<string, string> = new Map();

  private constructor(
    private readonly host: Host,
    readonly step: PreviewStep,
    readonly entity: Entity,
    private readonly rules: Rules,
    private readonly begun: { readonly initial: Values } & ReturnType<typeof createDefaults>,
    private readonly changed: () => void,
  ) {
    this.#draft = new RecordDraft(undefined, begun.initial);
    this.#following = createFollowing(host, { entity, draft: this.#draft, ...begun });
    this.nodes = shownNodes(host, step);
    this.isIncluded = step.allowed || !step.optional;
    this.#rebuild();
  }

  /** Undefined where the person may not know such records at all. */
  static async of(host: Host, step: PreviewStep, rules: Rules, changed: () => void): Promise<StepForm | undefined> {
    const entity = host.app.entity(step.entity);
    if (!entity) return undefined;
    const begun = createDefaults(host, rules, entity);
    const initial = { ...(await initialValues(host, { entity, query: {}, ...begun })), ...step.values };
    return new StepForm(host, step, entity, rules, { initial, ...begun }, changed);
  }

  /** A record is made by this form. */
  get isMade(): boolean {
    return this.step.state === 'make' && this.isIncluded && !this.isExisting;
  }

  get isTouched(): boolean {
    return this.#changedNames.length > 0 || this.chosen !== null || this.#draft.unreadable.size > 0;
  }

  get errors(): ReadonlyMap<string, string> {
    return this.#errors;
  }

  /** Rules first, here; true when all is well. `words` says what to say of a choice that was not made. */
  check(words: string): boolean {
    this.choiceError = this.isExisting && this.chosen === null ? words : undefined;
    this.show(this.isMade ? checkRecord(this.form, this.nodes) : new Map());
    return this.#errors.size === 0 && this.choiceError === undefined;
  }

  /** Shows messages at their fields; gives those whose field does not stand in the form. */
  show(errors: ReadonlyMap<string, string>): readonly string[] {
    const shown = new Set(fieldNodes(this.nodes).map(({ node }) => node.field));
    this.#errors = errors;
    this.#rebuild();
    return [...errors].filter(([path]) => !shown.has(path.split('/')[1] ?? '')).map(([, message]) => message);
  }

  /** Changed fields as a request carries them. */
  body(): Values {
    const { model } = this.host.app;
    const all = this.#draft.body(model, this.entity, (value, field) => {
      const { toBody } = this.host.fields.get(field.type.id);
      return toBody ? toBody(value, field) : value;
    });
    return Object.fromEntries(this.#changedNames.map((name) => [name, all[name] ?? null]));
  }

  /** What the person typed and chose, taken over from the form of an earlier plan. */
  take(earlier: StepForm): void {
    for (const name of earlier.#changedNames) this.#draft.set(name, earlier.#draft.get(name));
    this.isIncluded = earlier.isIncluded && this.isIncluded;
    this.isExisting = earlier.isExisting && this.step.choice;
    this.chosen = earlier.chosen;
    this.#rebuild();
  }

  choose(value: unknown): void {
    this.chosen = isReference(value) ? value : null;
    this.choiceError = undefined;
    this.changed();
  }

  get #changedNames(): readonly string[] {
    const { initial } = this.begun;
    const names = new Set([...Object.keys(initial), ...this.#draft.changedNames]);
    return [...names].filter((name) => {
      const [was, is] = [initial[name], this.#draft.get(name)];
      return !(isEmpty(was) && isEmpty(is)) && !isSameValue(was, is);
    });
  }

  #change(name: string, change: (following: FormDefaults) => void): void {
    change(this.#following);
    const { unreadable } = this.#draft;
    for (const key of [...unreadable.keys()]) if (key === name || key.startsWith(`${name}/`)) unreadable.delete(key);
    this.#errors = new Map([...this.#errors].filter(([path]) => path.split('/')[1] !== name));
    this.#show();
    void this.#following.load().then((came) => came && this.#show());
  }

  #show(): void {
    this.#rebuild();
    this.changed();
  }

  #rebuild(): void {
    const { host, entity, rules } = this;
    this.form = {
      ...{ host, entity, rules, draft: this.#draft, errors: this.#errors },
      mayUpdate: true,
      fieldHost: createFieldHost(host, this.#draft.values),
      defaults: this.begun.defaults,
      set: (name, value) => this.#change(name, (following) => following.set(name, value)),
      setCell: (parent, index, name, value) =>
        this.#change(parent, (following) => following.setCell(parent, index, name, value)),
      addRow: (parent) => this.#change(parent, (following) => following.addRow(parent)),
      refuse: (name, message) => {
        if (this.#draft.unreadable.get(name) === message) return;
        if (message === undefined) this.#draft.unreadable.delete(name);
        else this.#draft.unreadable.set(name, message);
        this.#show();
      },
    };
  }
}

/** The short form where there is one and no rows are to be seen; without what points to another step, and without lists. */
function shownNodes(host: Host, { entity, values, links }: PreviewStep): readonly FormNode[] {
  const forms = host.app.document.forms.filter((form) => form.entity === entity);
  const hasRows = Object.values(values).some((value) => Array.isArray(value) && value.length > 0);
  const quick = hasRows ? undefined : forms.find(({ purpose }) => purpose.includes('quick'));
  const nodes = withoutLinks((quick ?? formOf(host, entity, 'create'))?.nodes ?? [], links);
  const title = host.i18n.label(host.app.entity(entity)?.label, entity);
  // The part of the dialog has the name of the entity already.
  return nodes.map((node) => {
    if (node.type !== 'section' || host.i18n.label(node.label) !== title) return node;
    const { label: _label, ...rest } = node;
    return rest;
  });
}

const withoutLinks = (nodes: readonly FormNode[], links: PreviewStep['links']): readonly FormNode[] =>
  nodes.flatMap((node): readonly FormNode[] => {
    if (node.type === 'related' || node.type === 'activities') return [];
    if (node.type === 'field') return Object.hasOwn(links, node.field) ? [] : [node];
    if (!('nodes' in node)) return [node];
    const inner = withoutLinks(node.nodes as readonly FormNode[], links);
    return inner.length > 0 ? [{ ...node, nodes: [...inner] } as FormNode] : [];
  });
