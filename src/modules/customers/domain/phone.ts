import { oneLine } from '#kernel';

/** What people write between the groups of a number; hyphens and dashes of every width count as one. */
const DASHES = /[\u2010-\u2015\u2212\u30fc\ufe58\ufe63]/g;
const PHONE = /^(?:tel:)?\+?\(?[0-9][0-9 ()./-]{3,29}(?: ?(?:x|ext\.?|#) ?[0-9]{1,6})?$/i;

/** How a number is asked for. */
export const PHONE_FORM = 'a telephone number such as +852 2345 6789 ext 12';

/** A number in plain digits and signs, whatever input method and typography made of them. */
export function phoneAsTyped(text: string): string {
  return oneLine(text.normalize('NFKC').replace(DASHES, '-')).replace(/^tel:/i, '').replace(/^\(\+/, '+(');
}

/** Whether the text can be a telephone number at all. */
export const isPhone = (text: string): boolean => PHONE.test(phoneAsTyped(text));
