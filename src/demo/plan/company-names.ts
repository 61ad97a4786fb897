import { COMPANY_FORMS, COUNTRY_FORMS, STEMS, type SectorWords } from '../data/companies.js';
import { type OfficePlan } from '../data/offices.js';
import { familyNames, slugOf } from '../data/people.js';
import { CHINESE, COUNTRIES } from '../data/places.js';
import { traditional } from '../data/traditional.js';
import { type Random } from '../random.js';
import { placesAround } from './office-territories.js';

/** What a company is called. */
export interface CompanyName {
  readonly name: string;
  readonly nameNative: string | null;
  readonly website: string;
  /** Code of the sector. */
  readonly sector: string;
}

type Stem = readonly [latin: string, native: string];

/** The names of a group: the same proper name everywhere, with the country's form of company behind it. */
export interface Family {
  root(office: OfficePlan): CompanyName;
  member(office: OfficePlan): CompanyName;
}

const word = (random: Random, sector: SectorWords): readonly [string, string] => {
  const [english = '', chinese = ''] = random.pick(sector.words).split('|');
  return [english, chinese];
};

/** Family names make firms of two founders where companies are usually called so. */
const FOUNDERS = new Set(['english', 'irish', 'french', 'german', 'dutch', 'italian', 'polish', 'nordic', 'indian']);

/** Makes up names, none of them twice. */
export class CompanyNameGenerator {
  private readonly taken = new Set<string>();

  constructor(private readonly random: Random) {}

  /** A company that stands alone. */
  single(office: OfficePlan, sector: SectorWords): CompanyName {
    for (;;) {
      const made = this.invent(office, sector);
      if (!this.taken.has(made.name)) return this.keep(made);
    }
  }

  /** A group by its proper name. */
  family([latin, native]: Stem, sector: SectorWords): Family {
    const [english, chinese] = word(this.random, sector);
    // Names written in another script than Chinese are not put before Chinese words.
    const han = /^\p{Script=Han}+$/u.test(native) ? native : null;
    const brand = `${latin} ${english}`;
    const named = (name: string, nameNative: string | null): CompanyName =>
      this.keep({ name, nameNative, website: websiteOf(brand), sector: sector.code });
    return {
      root: (office) => named(`${brand} ${rootForm(office)}`, han === null ? null : `${han}${chinese}集团`),
      member: (office) => {
        const script = CHINESE[office.culture];
        const where = office.country === 'CN' ? office.name : (COUNTRIES[office.country]?.[0] ?? office.country);
        const [form = ''] = formsOf(office);
        const chineseName = `${han}${chinese}（${office.country === 'TW' ? '台湾' : office.nameNative}）有限公司`;
        return named(
          `${brand} ${BRACKETED.has(office.culture) ? `(${where})` : where} ${form}`,
          han === null || !script ? null : script === 'zh-Hant' ? traditional(chineseName) : chineseName,
        );
      },
    };
  }

  private keep(made: CompanyName): CompanyName {
    this.taken.add(made.name);
    return made;
  }

  private invent(office: OfficePlan, sector: SectorWords): CompanyName {
    const { culture } = office;
    const { stems } = COMPANY_FORMS[culture];
    const [english, chinese] = word(this.random, sector);
    const form = sector.body ? '' : this.random.pick(formsOf(office));
    const named = (latin: string, nameNative: string | null): CompanyName => {
      const name = `${latin} ${form}`.trim();
      return { name, nameNative, website: websiteOf(latin), sector: sector.code };
    };
    if (FOUNDERS.has(culture) && !sector.body && this.random.chance(0.4)) {
      const [one, other] = this.random.some(familyNames(culture), 2);
      return named(`${one} & ${other} ${english}`, null);
    }
    const [stem, native] = this.random.pick(STEMS[this.random.pick(stems)]);
    const script = CHINESE[culture];
    const han = /^\p{Script=Han}+$/u.test(native);
    if (culture === 'mainland' || culture === 'taiwan') {
      const city = this.random.pick(placesAround(office));
      const inWords = `${city.cityNative}${native}${chinese}${sector.body ? '' : culture === 'taiwan' ? '股份有限公司' : '有限公司'}`;
      return named(`${city.city} ${stem} ${english}`, script === 'zh-Hant' ? traditional(inWords) : inWords);
    }
    const latin = `${stem} ${english}`;
    if (script && han) {
      const inWords = `${native}${chinese}${sector.body ? '' : '有限公司'}`;
      return named(latin, script === 'zh-Hant' ? traditional(inWords) : inWords);
    }
    return named(latin, nativeOf(culture, native, sector.body ?? false));
  }
}

/** How companies of other scripts are written: the proper name, with the form of company where that is usual. */
function nativeOf(culture: OfficePlan['culture'], native: string, body: boolean): string | null {
  if (native === '') return null;
  if (culture === 'japanese') return body ? native : `株式会社${native}`;
  if (culture === 'korean') return body ? native : `주식회사 ${native}`;
  return culture === 'arabic' && !/\p{Script=Han}/u.test(native) ? native.replaceAll('_', ' ') : null;
}

/** Where the country stands in brackets before the form of company. */
const BRACKETED: ReadonlySet<string> = new Set(['mainland', 'hongkong', 'taiwan', 'singapore', 'malay', 'thai']);

const formsOf = ({ country, culture }: OfficePlan): readonly string[] =>
  COUNTRY_FORMS[country] ?? COMPANY_FORMS[culture].legal;

function rootForm(office: OfficePlan): string {
  const { culture } = office;
  if (culture === 'mainland' || culture === 'hongkong') return 'Group';
  if (culture === 'japanese') return 'Holdings';
  return formsOf(office).find((form) => /plc|AG|S\.A\.|N\.V\.|S\.p\.A\.|AB|Inc/.test(form)) ?? 'Group';
}

/** `.example` is set aside for such uses and leads nowhere. */
function websiteOf(name: string): string {
  return `https://www.${slugOf(name)}.example`;
}
