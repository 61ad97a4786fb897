/** A currency of ISO 4217. */
export interface CurrencyInfo {
  /** Three capital letters, such as `GBP`. */
  readonly code: string;
  /** Digits after the point that an amount of it has: 2 for GBP, 0 for JPY, 3 for KWD. */
  readonly minorUnits: number;
  /** First day on which amounts can be in it; absent for those that are older than any books. */
  readonly from?: string;
  /** Last day on which amounts can be in it; absent while it is in use. */
  readonly until?: string;
  /** Code of the currency that replaced it; present with `until`. */
  readonly successor?: string;
}

/**
 * Currencies in use with two digits after the point: ISO 4217 list one of 2026-01-01, without funds, metals and tests.
 * Minor units are those of the standard, which differ from the digits that CLDR (and `Intl`) prefers for display:
 * IDR, for one, has two.
 */
const TWO =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG';
const NONE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE = 'BHD IQD JOD KWD LYD OMR TND';

/**
 * Since when: of currencies that replaced another one of the list below. Dates of the national laws as CLDR 48 collects
 * them; where currencies ran side by side, the earlier day.
 */
const SINCE: Readonly<Record<string, string>> = {
  AFN: '2002-10-07',
  AOA: '1999-12-01',
  AZN: '2006-01-01',
  BYN: '2016-07-01',
  EUR: '1999-01-01',
  GHS: '2007-07-01',
  MRU: '2018-01-01',
  MZN: '2006-07-01',
  RON: '2005-07-01',
  RSD: '2006-10-25',
  SDG: '2007-01-10',
  SLE: '2022-04-01',
  SRD: '2004-01-01',
  STN: '2018-01-01',
  TJS: '2000-10-26',
  TMT: '2009-01-01',
  TRY: '2005-01-01',
  VES: '2018-08-20',
  XCG: '2025-03-31',
  ZMW: '2013-01-01',
  ZWG: '2024-04-08',
};

/**
 * Currencies that ended since 1999: ISO 4217 list three, with the last day on which books could be kept in them. Of those
 * that the first eleven members of the euro and Greece gave up that is the end of the transition, 2001-12-31; of others
 * the last day as legal tender, or the day before the euro came. Code, minor units, last day, successor, first day.
 */
const ENDED = `
  ADP 0 2001-12-31 EUR
  AFA 2 2002-12-31 AFN
  ANG 2 2025-06-30 XCG
  AOR 2 2000-01-31 AOA
  ATS 2 2001-12-31 EUR
  AZM 2 2006-12-31 AZN
  BEF 0 2001-12-31 EUR
  BGL 2 1999-07-04 BGN
  BGN 2 2025-12-31 EUR 1999-07-05
  BYB 0 2000-12-31 BYR
  BYR 0 2016-12-31 BYN 2000-01-01
  CSD 2 2006-10-24 RSD 2002-05-15
  CUC 2 2021-06-30 CUP
  CYP 2 2007-12-31 EUR
  DEM 2 2001-12-31 EUR
  ECS 0 2000-09-30 USD
  EEK 2 2010-12-31 EUR
  ESP 0 2001-12-31 EUR
  FIM 2 2001-12-31 EUR
  FRF 2 2001-12-31 EUR
  GHC 2 2007-12-31 GHS
  GRD 0 2001-12-31 EUR
  HRK 2 2022-12-31 EUR
  IEP 2 2001-12-31 EUR
  ITL 0 2001-12-31 EUR
  LTL 2 2014-12-31 EUR
  LUF 0 2001-12-31 EUR
  LVL 2 2013-12-31 EUR
  MGF 0 2004-12-31 MGA
  MRO 2 2018-06-30 MRU
  MTL 2 2007-12-31 EUR
  MZM 2 2006-12-31 MZN
  NLG 2 2001-12-31 EUR
  PTE 0 2001-12-31 EUR
  ROL 2 2006-12-31 RON
  SDD 2 2007-06-30 SDG
  SIT 2 2006-12-31 EUR
  SKK 2 2008-12-31 EUR
  SLL 2 2023-12-31 SLE
  SRG 2 2003-12-31 SRD
  STD 2 2017-12-31 STN
  TJR 0 2000-10-25 TJS
  TMM 2 2008-12-31 TMT
  TPE 0 2002-05-20 USD
  TRL 0 2005-12-31 TRY
  VEB 2 2008-06-30 VEF
  VEF 2 2018-08-19 VES 2008-01-01
  YUM 2 2002-05-14 CSD
  ZMK 2 2012-12-31 ZMW
  ZWD 2 2008-07-31 ZWR
  ZWL 2 2024-08-31 ZWG 2009-02-02
  ZWR 2 2009-02-01 ZWL 2008-08-01`;

function inUse(codes: string, minorUnits: number): CurrencyInfo[] {
  return codes
    .split(' ')
    .map((code) => ({ code, minorUnits, ...(SINCE[code] !== undefined && { from: SINCE[code] }) }));
}

const ended = ENDED.trim()
  .split('\n')
  .map((line): CurrencyInfo => {
    const [code = '', minorUnits, until, successor, from] = line.trim().split(' ');
    return { code, minorUnits: Number(minorUnits), until, successor, ...(from !== undefined && { from }) };
  });

/** All currencies that amounts can be in, or could, by their code. */
export const CURRENCIES: ReadonlyMap<string, CurrencyInfo> = new Map(
  [...inUse(TWO, 2), ...inUse(NONE, 0), ...inUse(THREE, 3), ...ended].map((c) => [c.code, c]),
);

/** Of all currencies, the most digits after the point. */
export const MOST_MINOR_UNITS = Math.max(...[...CURRENCIES.values()].map((c) => c.minorUnits));

/** Throws a RangeError for a code that is not in the table. */
export function currencyOf(code: string): CurrencyInfo {
  const known = CURRENCIES.get(code);
  if (!known) throw new RangeError(`not a currency: ${code}`);
  return known;
}

/**
 * The currency to use on a day instead of one that has ended by then: its successor, or the successor of that. The code
 * itself while it is in use.
 */
export function currencyOn(code: string, day: string): string {
  const { until, successor } = currencyOf(code);
  return until !== undefined && successor !== undefined && until < day ? currencyOn(successor, day) : code;
}
