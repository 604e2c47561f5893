/**
 * flow: who has to agree to a record, and what is done by itself. The body is a tree of steps: every split holds its arms,
 * so its join is never drawn; `compileFlow` (metadata/flow/compile.ts) turns it into the flat graph that runs. Step ids
 * are unique in their document and stay when a step is moved.
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, Expression, ItemId, LabelSchema, Name, oneOf, Ulid } from './common.js';

/** ISO 8601: `PT8H`, `P1D`, `P1DT4H`, `P2W`; what it means is said by metadata/flow/calendar.ts. */
export const Duration = Type.String({ pattern: '^P[0-9YMWDTHS]{2,30}$', maxLength: 32 });
const Level = Type.Optional(Type.Integer({ minimum: 1, maximum: 20 }));
/** Whose superior is meant: who started, who has the step, or the person in a field of the record. */
const Of = Type.String({ pattern: '^(initiator|assignee|field:[a-z][a-z0-9_]{0,40})$' });

/** Own verdict of a group (`per_group`), and share of the vote (`weight`). */
const asVoter = {
  group: Type.Optional(ItemId),
  weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
};

/** People by what they are; resolved when the step opens (metadata/flow/approvers.ts). */
export const WhoSchema = Type.Union([
  closed({ by: Type.Literal('user'), id: Ulid, ...asVoter }),
  closed({ by: oneOf(['role', 'group', 'position']), key: Name, ...asVoter }),
  closed({ by: oneOf(['supervisor', 'dept_head']), of: Of, level: Level, ...asVoter }),
  closed({
    by: Type.Literal('supervisor_chain'),
    from: Of,
    /** So many superiors, up to a title, or to the top (also when nothing is stated). */
    until: Type.Optional(closed({ level: Level, title: Type.Optional(Type.String({ maxLength: 80 })) })),
    ...asVoter,
  }),
  closed({ by: Type.Literal('field'), key: Name, ...asVoter }),
  closed({ by: oneOf(['record_owner', 'initiator', 'previous_pick']), ...asVoter }),
  closed({
    by: Type.Literal('initiator_pick'),
    /** Roles to choose from; everybody when absent. */
    range: Type.Optional(Type.Array(Name, { maxItems: 20, uniqueItems: true })),
    multi: Type.Optional(Type.Boolean()),
    ...asVoter,
  }),
  closed({ by: Type.Literal('same_as'), step: ItemId, ...asVoter }),
  closed({ by: Type.Literal('expr'), expression: Expression, ...asVoter }),
]);
export type Who = Static<typeof WhoSchema>;
const People = Type.Array(WhoSchema, { minItems: 1, maxItems: 40 });

export const EmptyPolicySchema = closed({
  do: oneOf(['admin', 'person', 'supervisor_up', 'skip', 'auto_approve', 'fail']),
  /** Of `person`. */
  user: Type.Optional(Ulid),
});
export type EmptyPolicy = Static<typeof EmptyPolicySchema>;

export const selfPolicies = ['self', 'skip', 'supervisor', 'dept_head', 'forbid'] as const;
export type SelfPolicy = (typeof selfPolicies)[number];
export const dedupePolicies = ['none', 'adjacent', 'any_earlier'] as const;
export type DedupePolicy = (typeof dedupePolicies)[number];

const Percent = Type.Integer({ minimum: 1, maximum: 100 });
const Count = Type.Integer({ minimum: 1, maximum: 500 });

const GroupRuleSchema = closed({
  mode: oneOf(['all', 'any', 'ratio', 'count']),
  percent: Type.Optional(Percent),
  count: Type.Optional(Count),
});
/** Rule of one group of `per_group`. */
export type GroupRule = Static<typeof GroupRuleSchema>;

/** When the votes of a step decide (metadata/flow/verdict.ts). */
const voting = {
  mode: Type.Optional(oneOf(['all', 'any', 'ratio', 'count', 'sequence', 'per_group', 'weight'])),
  percent: Type.Optional(Percent),
  count: Type.Optional(Count),
  /** Of `weight`: what the approved weights must reach. */
  weight: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** One rejection decides, in any mode. */
  veto: Type.Optional(Type.Boolean()),
  /** Of `any`: whoever is first decides, either way. */
  firstDecides: Type.Optional(Type.Boolean()),
  /** Of `per_group`: rules of single groups; of a group without one all must approve. */
  groups: Type.Optional(
    Type.Unsafe<Readonly<Record<string, GroupRule>>>(
      Type.Record(Type.String({ pattern: '^[A-Za-z0-9_]{1,40}$' }), GroupRuleSchema, { maxProperties: 20 }),
    ),
  ),
};

export const DeadlineSchema = closed({
  /** From the opening of the step. */
  after: Duration,
  do: oneOf(['remind', 'escalate', 'approve', 'reject']),
  /** Of `escalate`: further signers, or others in place of those who have not decided. */
  how: Type.Optional(oneOf(['add', 'replace'])),
  to: Type.Optional(WhoSchema),
});
export type Deadline = Static<typeof DeadlineSchema>;

export const fieldRights = ['hidden', 'read', 'write'] as const;
/** What whoever has a step may do with a field meanwhile. */
export type FieldRight = (typeof fieldRights)[number];

/** What a step of people has besides who and how they vote. */
const peopleStep = {
  who: People,
  fields: Type.Optional(
    Type.Unsafe<Readonly<Record<string, FieldRight>>>(Type.Record(Name, oneOf(fieldRights), { maxProperties: 300 })),
  ),
  deadline: Type.Optional(Type.Array(DeadlineSchema, { maxItems: 10 })),
  /** Where it may be sent back to (`initiator` or steps before it), and what happens once it is done there. */
  returnTo: Type.Optional(
    closed({
      allow: Type.Array(ItemId, { minItems: 1, maxItems: 20, uniqueItems: true }),
      then: Type.Optional(oneOf(['rerun', 'straight_back'])),
    }),
  ),
  self: Type.Optional(oneOf(selfPolicies)),
  dedupe: Type.Optional(oneOf(dedupePolicies)),
  onEmpty: Type.Optional(EmptyPolicySchema),
};

/** When a split goes on: all arms, the first one, or so many; the others are then cancelled. */
export const JoinSchema = Type.Union([
  oneOf(['all', 'any']),
  closed({ count: Type.Integer({ minimum: 1, maximum: 50 }) }),
]);
export type Join = Static<typeof JoinSchema>;

const step = { id: ItemId, label: Type.Optional(LabelSchema) };
/** Empty: passes through. */
const body = Type.Array(Type.Ref('Block'), { maxItems: 100 });
const guardedArm = closed({
  ...step,
  default: Type.Optional(Type.Boolean()),
  when: Type.Optional(Expression),
  body,
});
const arms = Type.Array(guardedArm, { minItems: 1, maxItems: 50 });

const FlowModule = Type.Module({
  Block: Type.Union([
    closed({ ...step, type: Type.Literal('approve'), ...peopleStep, ...voting }),
    /** Work without a verdict: whoever has it says when it is done. */
    closed({ ...step, type: Type.Literal('handle'), ...peopleStep, mode: Type.Optional(oneOf(['all', 'any'])) }),
    closed({ ...step, type: Type.Literal('cc'), who: People }),
    /** The first arm whose condition holds; the default where none does. */
    closed({ ...step, type: Type.Literal('exclusive'), arms }),
    /** Every arm whose condition holds; the default only where none does. */
    closed({ ...step, type: Type.Literal('inclusive'), join: Type.Optional(JoinSchema), arms }),
    /** Every arm that has no condition or whose condition holds. */
    closed({ ...step, type: Type.Literal('parallel'), join: Type.Optional(JoinSchema), arms }),
    /** Once for each item of a list, or as long as a condition holds; never more than `max` times. */
    closed({
      ...step,
      type: Type.Literal('loop'),
      each: Type.Optional(Expression),
      while: Type.Optional(Expression),
      max: Type.Integer({ minimum: 1, maximum: 1000 }),
      body,
    }),
    /** Whichever of these comes first. */
    closed({
      ...step,
      type: Type.Literal('wait'),
      after: Type.Optional(Duration),
      until: Type.Optional(Expression),
      when: Type.Optional(Expression),
      signal: Type.Optional(Name),
    }),
    closed({
      ...step,
      type: Type.Literal('call'),
      flow: Name,
      /** True: goes on without waiting. */
      async: Type.Optional(Type.Boolean()),
      version: Type.Optional(oneOf(['latest', 'pinned'])),
      with: Type.Optional(Type.Unsafe<Readonly<Record<string, string>>>(Type.Record(Name, Expression))),
      /** Chosen by how the called flow ended; without one for it: approved goes on, anything else ends as rejected. */
      arms: Type.Optional(
        Type.Array(
          closed({
            ...step,
            on: Type.Array(oneOf(['approved', 'rejected', 'withdrawn', 'terminated', 'failed']), { minItems: 1 }),
            body,
          }),
          { maxItems: 6 },
        ),
      ),
    }),
    closed({
      ...step,
      type: Type.Literal('action'),
      /** A registered action: `record.update`, `mail.send`. */
      use: Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,40}(\\.[a-z][A-Za-z0-9_]{0,40}){0,3}$' }),
      with: Type.Optional(
        Type.Unsafe<Readonly<Record<string, unknown>>>(
          Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 100 }),
        ),
      ),
      /** A commit before it, also of what is written in the same transaction otherwise. */
      async: Type.Optional(Type.Boolean()),
      /** Steps taken when it failed for good; without them the flow stops as failed and may be retried. */
      onError: Type.Optional(body),
    }),
    /** Back to an earlier step of the same or an enclosing sequence. */
    closed({ ...step, type: Type.Literal('jump'), to: ItemId }),
    /** The whole flow with a result; without one only its own arm. */
    closed({ ...step, type: Type.Literal('end'), result: Type.Optional(oneOf(['approved', 'rejected'])) }),
  ]),
});
export const FlowBlockSchema = FlowModule.Import('Block');
export type FlowBlock = Static<typeof FlowBlockSchema>;
export type BlockType = FlowBlock['type'];
export type BlockOf<T extends BlockType> = Extract<FlowBlock, { type: T }>;

export const FlowSettingsSchema = closed({
  /** How many runs of it one record may have open. */
  active: Type.Optional(oneOf(['one_per_record', 'many'])),
  /** What nobody may change meanwhile, besides those at a step that lets them write. */
  lock: Type.Optional(oneOf(['none', 'all_but_writable', 'all'])),
  withdraw: Type.Optional(oneOf(['before_first', 'before_end', 'never'])),
  self: Type.Optional(oneOf(selfPolicies)),
  dedupe: Type.Optional(oneOf(dedupePolicies)),
  onEmpty: Type.Optional(EmptyPolicySchema),
  /** How often one step may be entered (by returns, jumps and resubmits) before the flow ends as rejected. */
  maxVisits: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  runAs: Type.Optional(oneOf(['initiator', 'automation', 'system'])),
  /** A business calendar by its name; deadlines then run in working time. */
  calendar: Type.Optional(Name),
});

export const triggers = [
  'submit', 'created', 'updated', 'deleted', 'changed', 'enters', 'date', 'cron', 'button', 'webhook', 'signal',
] as const; // prettier-ignore

export const FlowTriggerSchema = closed({
  on: oneOf(triggers),
  /** Besides what `on` says. */
  when: Type.Optional(Expression),
  /** Of `changed` and `date`. */
  field: Type.Optional(Name),
  /** Of `date`: days before (negative: after) the date in the field. */
  days: Type.Optional(Type.Integer({ minimum: -3660, maximum: 3660 })),
  cron: Type.Optional(Type.String({ maxLength: 120 })),
  zone: Type.Optional(Type.String({ maxLength: 60 })),
  signal: Type.Optional(Name),
});

/**
 *     { "kind": "flow", "name": "quote_discount", "type": "approval", "entity": "quote", "trigger": { "on": "submit" },
 *       "body": [ { "id": "mgr", "type": "approve", "who": [ { "by": "supervisor", "of": "initiator" } ], "mode": "any" } ] }
 */
export const FlowSchema = document('flow', 1, {
  type: oneOf(['approval', 'automation']),
  entity: Type.Optional(Name),
  settings: Type.Optional(FlowSettingsSchema),
  trigger: FlowTriggerSchema,
  body: Type.Array(FlowBlockSchema, { maxItems: 100 }),
});
export type FlowDocument = Static<typeof FlowSchema>;
