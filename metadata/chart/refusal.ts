/** Why a chart cannot be drawn as asked: the reader's language says it, so the message is a key with its values. */

export type RefusalCode = 'notAdditive' | 'tooManySeries' | 'unknownColumn' | 'unsafeSpec' | 'badMap' | 'unknownMap';

/** Thrown by `compile`; `message` is English for logs. */
export class ChartRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly values: Readonly<Record<string, string>>,
    message: string,
  ) {
    super(message);
    this.name = 'ChartRefusal';
  }
}
