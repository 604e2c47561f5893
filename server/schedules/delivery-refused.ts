/** A channel will not take this delivery, now or later; `reason` is a code for its sender and tells nothing of the channel. */
export class DeliveryRefused extends Error {
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'DeliveryRefused';
  }
}
