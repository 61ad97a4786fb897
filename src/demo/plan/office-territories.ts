import { OFFICES, type OfficePlan } from '../data/offices.js';
import { placesIn, type Place } from '../data/places.js';

/** Which of our offices is nearest where a country has several. */
const NEAREST: Readonly<Record<string, string>> = {
  ...{ Shenzhen: 'SZX', Guangzhou: 'SZX', Dongguan: 'SZX', Zhuhai: 'SZX', Foshan: 'SZX' },
  ...{ Beijing: 'BJS', Tianjin: 'BJS', Qingdao: 'BJS', "Xi'an": 'BJS', Chengdu: 'CTU', Chongqing: 'CTU' },
  ...{ Manchester: 'MAN', Leeds: 'MAN', Glasgow: 'MAN' },
};

/** The office of ours that serves a place, where there is one in the country. */
export function servingOffice({ country, city }: Place): OfficePlan | undefined {
  const nearest = NEAREST[city];
  return OFFICES.find((o) => o.country === country && (nearest === undefined || o.code === nearest));
}

/** The places that an office serves. */
export function placesAround(office: OfficePlan): readonly Place[] {
  return placesIn(office.country).filter((place) => servingOffice(place) === office);
}
