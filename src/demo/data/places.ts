import { type Culture } from './offices.js';

export interface Place {
  readonly country: string;
  readonly city: string;
  /** In Chinese, where the demo needs it. */
  readonly cityNative: string | null;
  readonly zone: string;
}

/** Cities by country: `City|中文`, most important first; a zone after `@` where it is not that of the country. */
const CITIES: Readonly<Record<string, readonly [zone: string, ...cities: string[]]>> = {
  GB: ['Europe/London', 'London|伦敦', 'Birmingham', 'Leeds', 'Bristol', 'Glasgow', 'Cardiff', 'Manchester'],
  IE: ['Europe/Dublin', 'Dublin', 'Cork', 'Galway'],
  DE: ['Europe/Berlin', 'Frankfurt|法兰克福', 'Munich', 'Hamburg', 'Berlin', 'Stuttgart'],
  FR: ['Europe/Paris', 'Paris|巴黎', 'Lyon', 'Marseille', 'Toulouse', 'Lille'],
  NL: ['Europe/Amsterdam', 'Amsterdam', 'Rotterdam', 'Utrecht'],
  ES: ['Europe/Madrid', 'Madrid', 'Barcelona', 'Valencia', 'Seville'],
  IT: ['Europe/Rome', 'Milan|米兰', 'Rome', 'Turin', 'Bologna'],
  PL: ['Europe/Warsaw', 'Warsaw', 'Kraków', 'Gdańsk'],
  SE: ['Europe/Stockholm', 'Stockholm', 'Gothenburg', 'Malmö'],
  AE: ['Asia/Dubai', 'Dubai|迪拜', 'Abu Dhabi', 'Sharjah'],
  SA: ['Asia/Riyadh', 'Riyadh', 'Jeddah', 'Dammam'],
  EG: ['Africa/Cairo', 'Cairo', 'Alexandria', 'Giza'],
  ZA: ['Africa/Johannesburg', 'Johannesburg', 'Cape Town', 'Durban', 'Pretoria'],
  KE: ['Africa/Nairobi', 'Nairobi', 'Mombasa', 'Kisumu'],
  NG: ['Africa/Lagos', 'Lagos', 'Abuja', 'Port Harcourt'],
  HK: ['Asia/Hong_Kong', 'Hong Kong|香港', 'Kowloon|九龙', 'Tsuen Wan|荃湾', 'Sha Tin|沙田'],
  CN: [
    'Asia/Shanghai',
    ...['Shanghai|上海', 'Shenzhen|深圳', 'Beijing|北京', 'Guangzhou|广州', 'Chengdu|成都', 'Suzhou|苏州'],
    ...['Hangzhou|杭州', 'Wuhan|武汉', 'Tianjin|天津', 'Dongguan|东莞', 'Zhuhai|珠海', 'Chongqing|重庆'],
    ...['Nanjing|南京', "Xi'an|西安", 'Qingdao|青岛', 'Foshan|佛山'],
  ],
  TW: ['Asia/Taipei', 'Taipei|台北', 'Taichung|台中', 'Kaohsiung|高雄', 'Hsinchu|新竹'],
  SG: ['Asia/Singapore', 'Singapore|新加坡'],
  MY: ['Asia/Kuala_Lumpur', 'Kuala Lumpur|吉隆坡', 'Penang|槟城', 'Johor Bahru|新山'],
  TH: ['Asia/Bangkok', 'Bangkok', 'Chonburi', 'Chiang Mai'],
  VN: ['Asia/Ho_Chi_Minh', 'Ho Chi Minh City', 'Hanoi', 'Da Nang'],
  IN: ['Asia/Kolkata', 'Mumbai', 'Pune', 'Bengaluru', 'Chennai', 'Hyderabad'],
  JP: ['Asia/Tokyo', 'Tokyo|东京', 'Osaka|大阪', 'Nagoya|名古屋', 'Fukuoka|福冈'],
  KR: ['Asia/Seoul', 'Seoul|首尔', 'Busan|釜山', 'Incheon|仁川'],
  AU: ['Australia/Sydney', 'Sydney|悉尼', 'Melbourne@Australia/Melbourne', 'Brisbane@Australia/Brisbane'],
  US: ['America/New_York', 'New York|纽约', 'Boston', 'Chicago@America/Chicago', 'Houston@America/Chicago'],
  CA: ['America/Toronto', 'Toronto|多伦多', 'Montréal', 'Calgary@America/Edmonton'],
  // Countries without an office of ours: multinational customers are there, rivals or nobody serve them.
  PT: ['Europe/Lisbon', 'Lisbon', 'Porto'],
  BE: ['Europe/Brussels', 'Brussels', 'Antwerp'],
  CH: ['Europe/Zurich', 'Zurich', 'Geneva'],
  AT: ['Europe/Vienna', 'Vienna', 'Graz'],
  CZ: ['Europe/Prague', 'Prague', 'Brno'],
  HU: ['Europe/Budapest', 'Budapest'],
  RO: ['Europe/Bucharest', 'Bucharest', 'Cluj-Napoca'],
  GR: ['Europe/Athens', 'Athens', 'Thessaloniki'],
  TR: ['Europe/Istanbul', 'Istanbul', 'Izmir'],
  DK: ['Europe/Copenhagen', 'Copenhagen', 'Aarhus'],
  NO: ['Europe/Oslo', 'Oslo', 'Bergen'],
  FI: ['Europe/Helsinki', 'Helsinki', 'Tampere'],
  QA: ['Asia/Qatar', 'Doha'],
  KW: ['Asia/Kuwait', 'Kuwait City'],
  MA: ['Africa/Casablanca', 'Casablanca', 'Rabat'],
  GH: ['Africa/Accra', 'Accra'],
  TZ: ['Africa/Dar_es_Salaam', 'Dar es Salaam'],
  ID: ['Asia/Jakarta', 'Jakarta', 'Surabaya'],
  PH: ['Asia/Manila', 'Manila', 'Cebu City'],
  LK: ['Asia/Colombo', 'Colombo'],
  NZ: ['Pacific/Auckland', 'Auckland', 'Wellington'],
  MO: ['Asia/Macau', 'Macau|澳门'],
  BR: ['America/Sao_Paulo', 'São Paulo', 'Rio de Janeiro'],
  MX: ['America/Mexico_City', 'Mexico City', 'Monterrey'],
  CL: ['America/Santiago', 'Santiago'],
};

export const PLACES: ReadonlyMap<string, readonly Place[]> = new Map(
  Object.entries(CITIES).map(([country, [zone, ...cities]]) => [
    country,
    cities.map((text): Place => {
      const [names = '', own] = text.split('@');
      const [city = '', cityNative] = names.split('|');
      return { country, city, cityNative: cityNative ?? null, zone: own ?? zone };
    }),
  ]),
);

export function placesIn(country: string): readonly Place[] {
  const places = PLACES.get(country);
  if (!places) throw new Error(`the demo knows no city in ${country}`);
  return places;
}

/** English name and calling code of every country the demo mentions. */
export const COUNTRIES: Readonly<Record<string, readonly [name: string, calling: string]>> = {
  GB: ['UK', '44'],
  IE: ['Ireland', '353'],
  DE: ['Deutschland', '49'],
  FR: ['France', '33'],
  NL: ['Nederland', '31'],
  ES: ['España', '34'],
  IT: ['Italia', '39'],
  PL: ['Polska', '48'],
  SE: ['Sverige', '46'],
  AE: ['UAE', '971'],
  SA: ['Saudi Arabia', '966'],
  EG: ['Egypt', '20'],
  ZA: ['South Africa', '27'],
  KE: ['Kenya', '254'],
  NG: ['Nigeria', '234'],
  HK: ['Hong Kong', '852'],
  CN: ['China', '86'],
  TW: ['Taiwan', '886'],
  SG: ['Singapore', '65'],
  MY: ['Malaysia', '60'],
  TH: ['Thailand', '66'],
  VN: ['Vietnam', '84'],
  IN: ['India', '91'],
  JP: ['Japan', '81'],
  KR: ['Korea', '82'],
  AU: ['Australia', '61'],
  US: ['USA', '1'],
  CA: ['Canada', '1'],
};

/** Countries without an office of ours. */
export const ELSEWHERE: readonly string[] = [...PLACES.keys()].filter((country) => !(country in COUNTRIES));

/** Who serves customers where we do not. Invented. */
export const RIVALS = [
  'Castellan & Pryde',
  'Northgate Asset Services',
  'Veritor Consulting',
  'Pellworm Facility Group',
  'Blue Heron Maintenance',
  'Ostravik Partners',
  'Tessarine Advisory',
  'Dingyuan Services 鼎源服务',
] as const;

/** Cultures in which people and companies have a Chinese name of their own, and the script it is written in. */
export const CHINESE: Readonly<Partial<Record<Culture, 'zh-Hans' | 'zh-Hant'>>> = {
  mainland: 'zh-Hans',
  singapore: 'zh-Hans',
  hongkong: 'zh-Hant',
  taiwan: 'zh-Hant',
};
