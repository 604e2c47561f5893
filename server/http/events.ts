/** Port of live events: ids and types only, delivered to those who may see them. */
export interface LiveEvent {
  /** `record`, `comment`, `presence`, `notice`, `job`, `release`, `session`. */
  readonly type: string;
  /** Only this user's streams get it, when set. */
  readonly userId?: string;
  /** For records: asked of each subscriber's access before it is sent. */
  readonly entity?: string;
  readonly id?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface EventHub {
  publish(event: LiveEvent): void;
  subscribe(listener: (event: LiveEvent) => void): () => void;
}
