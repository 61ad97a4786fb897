import { type CountryCode } from 'libphonenumber-js/min';
import { phoneAsTyped } from '../domain/phone.js';

type Library = typeof import('libphonenumber-js/min');

let library: Promise<Library> | undefined;

/**
 * The library with its smaller set of facts (80 kB), which knows how long numbers are; loaded with the first number, since
 * most processes never see one.
 */
const load = (): Promise<Library> => (library ??= import('libphonenumber-js/min'));

/**
 * A telephone number in the one form in which numbers are compared (E.164, such as `+85223456789`, without extension);
 * null when it is no possible number of its country. `country` (ISO 3166-1) is where a number without a country code is
 * dialled; a code in brackets, `(852) 2345 6789`, is also understood elsewhere.
 */
export async function e164Of(typed: string, country: string | null | undefined): Promise<string | null> {
  const { parsePhoneNumberFromString, isSupportedCountry } = await load();
  const text = phoneAsTyped(typed);
  const defaultCountry = country != null && isSupportedCountry(country) ? (country satisfies CountryCode) : undefined;
  const here = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
  if (here?.isPossible()) return here.number;
  const abroad = text.startsWith('(') ? parsePhoneNumberFromString(`+${text}`, { extract: false }) : undefined;
  return abroad?.isValid() ? abroad.number : null;
}
