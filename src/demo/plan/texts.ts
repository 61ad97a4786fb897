import { ASSETS, DOCUMENTS, MACHINES, SITES } from '../data/products.js';
import { type OfficePlan } from '../data/offices.js';
import { CHINESE } from '../data/places.js';
import { traditional } from '../data/traditional.js';
import { type Random } from '../random.js';

/** English, or Chinese in one of its scripts. */
export type Wording = 'en' | 'zh-Hans' | 'zh-Hant';

/** How often people of a culture write Chinese. */
const CHINESE_SHARE: Readonly<Partial<Record<OfficePlan['culture'], number>>> = {
  mainland: 0.85,
  taiwan: 0.8,
  hongkong: 0.35,
  singapore: 0.12,
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export function wordingOf(random: Random, { culture }: OfficePlan): Wording {
  const script = CHINESE[culture];
  return script && random.chance(CHINESE_SHARE[culture] ?? 0) ? script : 'en';
}

/** The one of two texts that is meant, as it stands: what it has in braces stays there. */
export const inWords = ([english, chinese]: readonly [string, string], wording: Wording): string =>
  wording === 'en' ? english : typeset(chinese, wording);

function typeset(chinese: string, script: Wording): string {
  const punctuated = chinese.replace(/,/g, '，').replace(/\?/g, '？').replace(/:/g, '：').replace(/;/g, '；');
  return script === 'zh-Hant' ? traditional(punctuated) : punctuated;
}

/** Fills the slots of pairs of texts alike, so that subject and body speak of the same thing. */
export class Filler {
  private readonly chosen = new Map<string, readonly [string, string]>();

  constructor(
    private readonly random: Random,
    private readonly wording: Wording,
    private readonly at: number,
  ) {}

  text([english, chinese]: readonly [string, string]): string {
    const chineseText = this.wording !== 'en';
    const filled = (chineseText ? chinese : english).replace(
      /\{(\w+)\}/g,
      (_, slot: string) => this.slot(slot)[chineseText ? 1 : 0],
    );
    const text = filled.charAt(0).toUpperCase() + filled.slice(1);
    return chineseText ? typeset(text, this.wording) : text;
  }

  private slot(name: string): readonly [string, string] {
    let value = this.chosen.get(name);
    if (!value) this.chosen.set(name, (value = this.choose(name)));
    return value;
  }

  private choose(name: string): readonly [string, string] {
    switch (name) {
      case 'asset':
        return this.random.pick(ASSETS);
      case 'machine':
        return this.random.pick(MACHINES);
      case 'doc':
        return this.random.pick(DOCUMENTS);
      case 'site':
        return this.random.pick(SITES);
      case 'hours': {
        const hours = String(this.random.int(2, 5));
        return [hours, hours];
      }
      case 'month': {
        const month = (new Date(this.at).getUTCMonth() + this.random.int(1, 3)) % 12;
        return [MONTHS[month] ?? '', `${month + 1}月`];
      }
      default: {
        const number = String(this.random.int(4, 96));
        return [number, number];
      }
    }
  }
}
