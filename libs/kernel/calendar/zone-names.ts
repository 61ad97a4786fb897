import { Temporal } from 'temporal-polyfill';
import { DAY_MS, parseDate, parseTime } from './wall-time.js';
import { isZone, ZoneOffsets } from './zone-offsets.js';
import { runtimeZoneRules, type ZoneRules } from './zone-rules.js';

/**
 * Names that the IANA data base has given up for others of the same place (its file `backward`), each with the name of today.
 * Names of another country whose clocks have agreed since 1970 are not among them: Oslo is not Berlin.
 */
const RENAMED: ReadonlyMap<string, string> = new Map(
  `Africa/Asmera=Africa/Asmara America/Atka=America/Adak America/Buenos_Aires=America/Argentina/Buenos_Aires
America/Catamarca=America/Argentina/Catamarca America/Argentina/ComodRivadavia=America/Argentina/Catamarca
America/Coral_Harbour=America/Atikokan America/Cordoba=America/Argentina/Cordoba
America/Rosario=America/Argentina/Cordoba America/Ensenada=America/Tijuana America/Santa_Isabel=America/Tijuana
America/Fort_Wayne=America/Indiana/Indianapolis America/Indianapolis=America/Indiana/Indianapolis
America/Godthab=America/Nuuk America/Jujuy=America/Argentina/Jujuy America/Knox_IN=America/Indiana/Knox
America/Louisville=America/Kentucky/Louisville America/Mendoza=America/Argentina/Mendoza
America/Montreal=America/Toronto America/Nipigon=America/Toronto America/Thunder_Bay=America/Toronto
America/Pangnirtung=America/Iqaluit America/Porto_Acre=America/Rio_Branco America/Rainy_River=America/Winnipeg
America/Shiprock=America/Denver America/Virgin=America/St_Thomas America/Yellowknife=America/Edmonton
Antarctica/South_Pole=Antarctica/McMurdo Asia/Ashkhabad=Asia/Ashgabat Asia/Calcutta=Asia/Kolkata
Asia/Chongqing=Asia/Shanghai Asia/Chungking=Asia/Shanghai Asia/Harbin=Asia/Shanghai Asia/Dacca=Asia/Dhaka
Asia/Istanbul=Europe/Istanbul Asia/Kashgar=Asia/Urumqi Asia/Katmandu=Asia/Kathmandu Asia/Macao=Asia/Macau
Asia/Rangoon=Asia/Yangon Asia/Saigon=Asia/Ho_Chi_Minh Asia/Tel_Aviv=Asia/Jerusalem Asia/Thimbu=Asia/Thimphu
Asia/Ujung_Pandang=Asia/Makassar Asia/Ulan_Bator=Asia/Ulaanbaatar Asia/Choibalsan=Asia/Ulaanbaatar
Atlantic/Faeroe=Atlantic/Faroe Australia/ACT=Australia/Sydney Australia/Canberra=Australia/Sydney
Australia/Currie=Australia/Hobart Australia/LHI=Australia/Lord_Howe Australia/NSW=Australia/Sydney
Australia/North=Australia/Darwin Australia/Queensland=Australia/Brisbane Australia/South=Australia/Adelaide
Australia/Tasmania=Australia/Hobart Australia/Victoria=Australia/Melbourne Australia/West=Australia/Perth
Australia/Yancowinna=Australia/Broken_Hill Brazil/Acre=America/Rio_Branco Brazil/DeNoronha=America/Noronha
Brazil/East=America/Sao_Paulo Brazil/West=America/Manaus Canada/Atlantic=America/Halifax
Canada/Central=America/Winnipeg Canada/Eastern=America/Toronto Canada/Mountain=America/Edmonton
Canada/Newfoundland=America/St_Johns Canada/Pacific=America/Vancouver Canada/Saskatchewan=America/Regina
Canada/Yukon=America/Whitehorse Chile/Continental=America/Santiago Chile/EasterIsland=Pacific/Easter
Cuba=America/Havana Egypt=Africa/Cairo Eire=Europe/Dublin Europe/Belfast=Europe/London
Europe/Kiev=Europe/Kyiv Europe/Uzhgorod=Europe/Kyiv Europe/Zaporozhye=Europe/Kyiv Europe/Nicosia=Asia/Nicosia
Europe/Tiraspol=Europe/Chisinau GB=Europe/London GB-Eire=Europe/London Hongkong=Asia/Hong_Kong
Iceland=Atlantic/Reykjavik Iran=Asia/Tehran Israel=Asia/Jerusalem Jamaica=America/Jamaica Japan=Asia/Tokyo
Kwajalein=Pacific/Kwajalein Libya=Africa/Tripoli Mexico/BajaNorte=America/Tijuana
Mexico/BajaSur=America/Mazatlan Mexico/General=America/Mexico_City NZ=Pacific/Auckland
NZ-CHAT=Pacific/Chatham Navajo=America/Denver PRC=Asia/Shanghai Pacific/Enderbury=Pacific/Kanton
Pacific/Johnston=Pacific/Honolulu Pacific/Ponape=Pacific/Pohnpei Pacific/Samoa=Pacific/Pago_Pago
Pacific/Truk=Pacific/Chuuk Pacific/Yap=Pacific/Chuuk Poland=Europe/Warsaw Portugal=Europe/Lisbon ROC=Asia/Taipei
ROK=Asia/Seoul Singapore=Asia/Singapore Turkey=Europe/Istanbul US/Alaska=America/Anchorage
US/Aleutian=America/Adak US/Arizona=America/Phoenix US/Central=America/Chicago
US/East-Indiana=America/Indiana/Indianapolis US/Eastern=America/New_York US/Hawaii=Pacific/Honolulu
US/Indiana-Starke=America/Indiana/Knox US/Michigan=America/Detroit US/Mountain=America/Denver
US/Pacific=America/Los_Angeles US/Samoa=Pacific/Pago_Pago W-SU=Europe/Moscow Etc/UTC=UTC Etc/UCT=UTC
Etc/Universal=UTC Etc/Zulu=UTC UCT=UTC Universal=UTC Zulu=UTC`
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);

/**
 * The name that the IANA data base gives a zone today, spelled as there: `asia/hong_kong` is `Asia/Hong_Kong`,
 * `Asia/Calcutta` is `Asia/Kolkata`, and UTC by any name is `UTC`; other texts are left alone. A name of today that this
 * machine's rules do not know yet stays as it was given.
 */
export function canonicalZone(name: string): string {
  if (!isZone(name)) return name;
  const spelled = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  const renamed = RENAMED.get(spelled);
  return renamed !== undefined && isZone(renamed) ? renamed : spelled;
}

/**
 * The instant (epoch ms) at which clocks in the zone show a time of a date, by the rule of calendars: what the spring
 * gap leaves out counts by the offset before it, what the autumn fold shows twice is the first of the two. `24:00` is
 * the midnight that ends the date. Throws a RangeError when date or time are none.
 */
export function instantOf(zone: string, date: string, time: string, rules: ZoneRules = runtimeZoneRules): number {
  const [day, ms] = [parseDate(date), parseTime(time)];
  if (day === undefined || ms === undefined) throw new RangeError(`no such time: ${date} ${time}`);
  const wall = day * DAY_MS + ms;
  return ZoneOffsets.of(zone, wall, rules).converter(wall, wall)(wall);
}

/** What clocks in the zone show at an instant: `YYYY-MM-DD` and `HH:MM`, or `HH:MM:SS` when it is not a whole minute. */
export function wallTimeAt(
  zone: string,
  at: number,
  rules: ZoneRules = runtimeZoneRules,
): { readonly date: string; readonly time: string } {
  const text = new Date(at + rules.offsetAt(zone, at)).toISOString();
  const time = text.slice(11, 19);
  return { date: text.slice(0, 10), time: time.endsWith(':00') ? time.slice(0, 5) : time };
}

/** The date `days` later (or earlier, when negative). Throws a RangeError when the text is no date. */
export function addDays(date: string, days: number): string {
  const day = parseDate(date);
  if (day === undefined) throw new RangeError(`no such date: ${date}`);
  return new Date((day + days) * DAY_MS).toISOString().slice(0, 10);
}
