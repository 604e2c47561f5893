/** Check digits of EAN-8, EAN-13 and UPC-A: from the right, every other digit counts three times. */

/** Digits in all, by kind. */
export const lengths = { ean13: 13, ean8: 8, upc: 12 } as const;
export type Digits = keyof typeof lengths;

/** The check digit for the digits before it. */
export function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

export const isChecked = (digits: string): boolean => checkDigit(digits.slice(0, -1)) === Number(digits.at(-1));
