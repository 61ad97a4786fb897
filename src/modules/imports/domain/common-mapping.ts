import { canonicalZone } from '#kernel/calendar';
import { type Shape } from './shape.js';

/** The office of ours that looks after what is imported. */
export interface MappedOffice {
  readonly code: string;
  /** Made when the firm has no office at all yet; null when only the office of that code will do. */
  readonly fallback: FallbackOffice | null;
}

export interface FallbackOffice {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly city: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly region: { readonly code: string; readonly name: string };
}

/** Where branches are said to be. */
export interface MappedPlace {
  readonly country: string;
  readonly timeZone: string;
}

const OFFICE_CODE = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
const OFFICE_FORM = '2 to 20 capital letters, digits and hyphens';
const code = (shape: Shape): string =>
  shape.checked((checks, field, value) => checks.pattern(field, value, OFFICE_CODE, OFFICE_FORM));
const country = (shape: Shape): string => shape.checked((checks, field, value) => checks.country(field, value));
const timeZone = (shape: Shape): string =>
  shape.checked((checks, field, value) => checks.timeZone(field, value), canonicalZone);

export function readOffice(shape: Shape): MappedOffice {
  const office = shape.object('code', 'fallback');
  return { code: code(office.code), fallback: office.fallback.absent ? null : readFallback(office.fallback) };
}

function readFallback(shape: Shape): FallbackOffice {
  const office = shape.object('code', 'name', 'country', 'city', 'timeZone', 'currency', 'languages', 'region');
  const region = office.region.object('code', 'name');
  return {
    code: code(office.code),
    name: office.name.text(120),
    country: country(office.country),
    city: office.city.text(120),
    timeZone: timeZone(office.timeZone),
    currency: readCurrency(office.currency),
    languages: office.languages.list((each) => each.text(35)),
    region: { code: code(region.code), name: region.name.text(120) },
  };
}

export function readPlace(shape: Shape): MappedPlace {
  const place = shape.object('country', 'timeZone');
  return { country: country(place.country), timeZone: timeZone(place.timeZone) };
}

export function readCurrency(shape: Shape): string {
  return shape.checked((checks, field, value) => checks.currency(field, value));
}

export function readDate(shape: Shape): string {
  return shape.checked((checks, field, value) => checks.date(field, value));
}

/** The name space of external references: short, without colons and spaces. */
export function readSource(shape: Shape): string {
  return shape.checked((checks, field, value) =>
    checks.pattern(field, value, /^[a-z0-9][a-z0-9.-]{0,39}$/, 'small letters, digits, dots and hyphens'),
  );
}
