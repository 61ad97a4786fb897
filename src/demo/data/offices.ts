/** Whose names and company forms are usual in a country. */
export type Culture =
  | 'english'
  | 'irish'
  | 'french'
  | 'german'
  | 'dutch'
  | 'spanish'
  | 'italian'
  | 'polish'
  | 'nordic'
  | 'arabic'
  | 'southern-african'
  | 'east-african'
  | 'west-african'
  | 'mainland'
  | 'hongkong'
  | 'taiwan'
  | 'singapore'
  | 'malay'
  | 'thai'
  | 'vietnamese'
  | 'japanese'
  | 'korean'
  | 'indian';

export interface RegionPlan {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string;
  readonly lead: string;
}

export interface OfficePlan {
  readonly code: string;
  readonly name: string;
  /** In Chinese. */
  readonly nameNative: string;
  readonly region: string;
  readonly country: string;
  /** Part of the country whose public holidays it keeps; null: those of the country. */
  readonly subdivision: string | null;
  readonly zone: string;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly culture: Culture;
  /** How many of the firm's customers it looks after, relative to the others. */
  readonly weight: number;
}

export const REGIONS: readonly RegionPlan[] = [
  { code: 'UKI', name: 'United Kingdom and Ireland', nameNative: '英国与爱尔兰', lead: 'LON' },
  { code: 'EUR', name: 'Continental Europe', nameNative: '欧洲大陆', lead: 'FRA' },
  { code: 'MEA', name: 'Middle East and Africa', nameNative: '中东与非洲', lead: 'DXB' },
  { code: 'APAC', name: 'Asia-Pacific', nameNative: '亚太区', lead: 'HKG' },
  { code: 'AMER', name: 'North America', nameNative: '北美', lead: 'NYC' },
];

type Row = readonly [
  code: string,
  name: string,
  nameNative: string,
  country: string,
  zone: string,
  currency: string,
  languages: string,
  culture: Culture,
  weight: number,
];

const OFFICE_ROWS: Readonly<Record<string, readonly Row[]>> = {
  UKI: [
    ['LON', 'London', '伦敦', 'GB', 'Europe/London', 'GBP', 'en', 'english', 150],
    ['MAN', 'Manchester', '曼彻斯特', 'GB', 'Europe/London', 'GBP', 'en', 'english', 60],
    ['DUB', 'Dublin', '都柏林', 'IE', 'Europe/Dublin', 'EUR', 'en', 'irish', 34],
  ],
  EUR: [
    ['FRA', 'Frankfurt', '法兰克福', 'DE', 'Europe/Berlin', 'EUR', 'de en', 'german', 50],
    ['PAR', 'Paris', '巴黎', 'FR', 'Europe/Paris', 'EUR', 'fr en', 'french', 46],
    ['AMS', 'Amsterdam', '阿姆斯特丹', 'NL', 'Europe/Amsterdam', 'EUR', 'nl en', 'dutch', 34],
    ['MAD', 'Madrid', '马德里', 'ES', 'Europe/Madrid', 'EUR', 'es en', 'spanish', 34],
    ['MIL', 'Milan', '米兰', 'IT', 'Europe/Rome', 'EUR', 'it en', 'italian', 34],
    ['WAW', 'Warsaw', '华沙', 'PL', 'Europe/Warsaw', 'PLN', 'pl en', 'polish', 28],
    ['STO', 'Stockholm', '斯德哥尔摩', 'SE', 'Europe/Stockholm', 'SEK', 'sv en', 'nordic', 26],
  ],
  MEA: [
    ['DXB', 'Dubai', '迪拜', 'AE', 'Asia/Dubai', 'AED', 'en ar', 'arabic', 52],
    ['RUH', 'Riyadh', '利雅得', 'SA', 'Asia/Riyadh', 'SAR', 'ar en', 'arabic', 34],
    ['CAI', 'Cairo', '开罗', 'EG', 'Africa/Cairo', 'EGP', 'ar en', 'arabic', 26],
    ['JNB', 'Johannesburg', '约翰内斯堡', 'ZA', 'Africa/Johannesburg', 'ZAR', 'en', 'southern-african', 36],
    ['NBO', 'Nairobi', '内罗毕', 'KE', 'Africa/Nairobi', 'KES', 'en sw', 'east-african', 26],
    ['LOS', 'Lagos', '拉各斯', 'NG', 'Africa/Lagos', 'NGN', 'en', 'west-african', 28],
  ],
  APAC: [
    ['HKG', 'Hong Kong', '香港', 'HK', 'Asia/Hong_Kong', 'HKD', 'en zh-Hant', 'hongkong', 190],
    ['SHA', 'Shanghai', '上海', 'CN', 'Asia/Shanghai', 'CNY', 'zh-Hans en', 'mainland', 112],
    ['SZX', 'Shenzhen', '深圳', 'CN', 'Asia/Shanghai', 'CNY', 'zh-Hans en', 'mainland', 104],
    ['BJS', 'Beijing', '北京', 'CN', 'Asia/Shanghai', 'CNY', 'zh-Hans en', 'mainland', 78],
    ['CTU', 'Chengdu', '成都', 'CN', 'Asia/Shanghai', 'CNY', 'zh-Hans', 'mainland', 44],
    ['TPE', 'Taipei', '台北', 'TW', 'Asia/Taipei', 'TWD', 'zh-Hant en', 'taiwan', 36],
    ['SIN', 'Singapore', '新加坡', 'SG', 'Asia/Singapore', 'SGD', 'en zh-Hans', 'singapore', 62],
    ['KUL', 'Kuala Lumpur', '吉隆坡', 'MY', 'Asia/Kuala_Lumpur', 'MYR', 'en ms', 'malay', 36],
    ['BKK', 'Bangkok', '曼谷', 'TH', 'Asia/Bangkok', 'THB', 'th en', 'thai', 34],
    ['SGN', 'Ho Chi Minh City', '胡志明市', 'VN', 'Asia/Ho_Chi_Minh', 'VND', 'vi en', 'vietnamese', 28],
    ['BOM', 'Mumbai', '孟买', 'IN', 'Asia/Kolkata', 'INR', 'en', 'indian', 44],
    ['TYO', 'Tokyo', '东京', 'JP', 'Asia/Tokyo', 'JPY', 'ja en', 'japanese', 42],
    ['SEL', 'Seoul', '首尔', 'KR', 'Asia/Seoul', 'KRW', 'ko en', 'korean', 34],
    ['SYD', 'Sydney', '悉尼', 'AU', 'Australia/Sydney', 'AUD', 'en', 'english', 44],
  ],
  AMER: [
    ['NYC', 'New York', '纽约', 'US', 'America/New_York', 'USD', 'en', 'english', 44],
    ['YTO', 'Toronto', '多伦多', 'CA', 'America/Toronto', 'CAD', 'en fr', 'english', 30],
  ],
};

/** Parts of countries with public holidays of their own, by office (ISO 3166-2 without the country). */
const SUBDIVISIONS: Readonly<Record<string, string>> = {
  LON: 'ENG',
  MAN: 'ENG',
  FRA: 'HE',
  MAD: 'MD',
  KUL: '14',
  BOM: 'MH',
  SYD: 'NSW',
  YTO: 'ON',
};

/** The firm's offices; the first of a country serves what has no office nearer. */
export const OFFICES: readonly OfficePlan[] = Object.entries(OFFICE_ROWS).flatMap(([region, rows]) =>
  rows.map(([code, name, nameNative, country, zone, currency, languages, culture, weight]): OfficePlan => ({
    ...{ code, name, nameNative, region, country, zone, currency, culture, weight },
    subdivision: SUBDIVISIONS[code] ?? null,
    languages: languages.split(' '),
  })),
);

/** Pounds for one unit of each currency, about as things stood in the mid-2020s; the demo lets them drift a little. */
export const POUNDS_FOR: Readonly<Record<string, number>> = {
  EUR: 0.85,
  PLN: 0.199,
  SEK: 0.0735,
  AED: 0.2125,
  SAR: 0.208,
  EGP: 0.0158,
  ZAR: 0.0425,
  KES: 0.00602,
  NGN: 0.00051,
  HKD: 0.0998,
  CNY: 0.108,
  TWD: 0.0243,
  SGD: 0.589,
  MYR: 0.178,
  THB: 0.0231,
  VND: 0.0000305,
  INR: 0.0089,
  JPY: 0.00518,
  KRW: 0.000553,
  AUD: 0.505,
  USD: 0.78,
  CAD: 0.563,
};
