/** What may stand in the head of a mail. Control characters never may: with them a name becomes a line of its own. */

// eslint-disable-next-line no-control-regex -- these are what is refused
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Whether a text could end its line of the head, or hide what follows. */
export const hasControl = (text: string): boolean => control.test(text);

const address =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/** One plain address, without a name, a comment or a list. */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && address.test(text) && !text.includes('..') && !text.startsWith('.');
