/** The compiled form of a flow: a flat graph, plain data. The engine reads nothing else; it is stored and never edited. */
import type { BlockOf, BlockType, EmptyPolicy, FlowBlock, FlowDocument } from '../schema/flow.js';
import type { FlowReferences } from './references.js';

export interface CompiledArm {
  readonly id: string;
  /** The sequence of the arm, a key of `scopes`. */
  readonly scope: string;
  readonly default?: boolean;
  readonly when?: string;
  readonly on?: readonly string[];
}

export interface CompiledNode {
  readonly id: string;
  readonly kind: BlockType;
  /** The step after it in its sequence; null at the end of the sequence. */
  readonly next: string | null;
  /** The sequence it stands in; `` is the flow's own. */
  readonly scopePath: string;
  readonly arms: readonly CompiledArm[];
  /** The step as written, its bodies left out. */
  readonly block: FlowBlock;
}

export interface CompiledScope {
  readonly path: string;
  /** The enclosing sequence, the step and the arm whose body this is; null of the flow's own. */
  readonly parent: string | null;
  readonly node: string | null;
  readonly arm: string | null;
  readonly steps: readonly string[];
}

/** Settings with what is meant where nothing is stated. */
export interface CompiledSettings extends Required<
  Omit<NonNullable<FlowDocument['settings']>, 'calendar' | 'onEmpty'>
> {
  readonly onEmpty: EmptyPolicy;
  readonly calendar?: string;
}

/** What was proven when the flow was compiled (certificate.ts says it in words). */
export interface Certificate {
  /** Every path ends: arms close at their own split, loops and returns are bounded. */
  readonly bounds: { readonly maxVisits: number; readonly loops: readonly { id: string; max: number }[] };
  readonly splits: readonly { readonly id: string; readonly arms: number; readonly join: string }[];
  /** Steps of people whose people may turn out to be nobody, and what happens then. */
  readonly mayBeEmpty: readonly { readonly id: string; readonly why: string; readonly then: EmptyPolicy['do'] }[];
  /** Steps that approve by themselves: nobody found, or time ran out. */
  readonly autoApprove: readonly { readonly id: string; readonly why: 'empty' | 'deadline' }[];
  /** Whether every path to the end passes a step where somebody approves. */
  readonly alwaysAsksSomebody: boolean;
}

export interface Compiled {
  /** Format of the compiled form. */
  readonly schema: 1;
  readonly name: string;
  readonly type: FlowDocument['type'];
  readonly entity: string | null;
  readonly settings: CompiledSettings;
  readonly nodes: Readonly<Record<string, CompiledNode>>;
  readonly scopes: Readonly<Record<string, CompiledScope>>;
  readonly references: FlowReferences;
  readonly certificate: Certificate;
  /** SHA-256 of all of the above. */
  readonly hash: string;
}

/** The step of a node as its own type. Throws for another: nodes are read by the kind they have. */
export function blockOf<T extends BlockType>(node: CompiledNode, ...types: readonly T[]): BlockOf<T> {
  if (!(types as readonly string[]).includes(node.kind)) throw new Error(`"${node.id}" is no ${types.join(' or ')}.`);
  return node.block as BlockOf<T>;
}

export const firstOf = (def: Compiled, scope: string): string | null => def.scopes[scope]?.steps[0] ?? null;
