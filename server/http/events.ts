/** Port of live events: ids and types only, delivered to those who may see them. */
export interface LiveEvent {
  /** `record`, `comment`, `presence`, `notice`, `job`, `release`, `session`, `share` (a record was shared with this person). */
  readonly type: string;
  /** Only this user's streams get it, when set. */
  readonly userId?: string;
  /** For records: asked of each subscriber's access before it is sent. */
  readonly entity?: string;
  readonly id?: string;
  /** It changed what people may see: their rights are asked anew before it is judged. */
  readonly rightsChanged?: boolean;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Another process has heard it and done what follows from it: for pages only. */
  readonly echo?: boolean;
}

export interface EventHub {
  publish(event: LiveEvent): void;
  subscribe(listener: (event: LiveEvent) => void): () => void;
}
