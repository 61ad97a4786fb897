import { Injectable } from '@nestjs/common';
import { type ZxcvbnFactory } from '@zxcvbn-ts/core';
import { Checks, err, type CheckCode, type Err } from '#kernel';
import { LIMITS } from '../domain/limits.js';
import { personalWords, restsOnWords } from '../domain/personal-words.js';

export type PasswordCode = CheckCode | 'PASSWORD_TOO_COMMON' | 'PASSWORD_CONTAINS_NAME';

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
  readonly nameNative?: string | null;
}

/** The grade of what takes more than 10^10 guesses, of 0 to 4. */
const GOOD = 4;
/** Characters that are graded: a password whose beginning is good is good, and grading long texts takes seconds. */
const GRADED = 32;

let estimator: Promise<ZxcvbnFactory> | undefined;

/** Grades passwords against lists of common ones, names and words, kept in packages; loaded when first needed. */
function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]).then(
    ([{ ZxcvbnFactory }, common, english]) =>
      new ZxcvbnFactory({
        dictionary: { ...common.dictionary, ...english.dictionary },
        graphs: common.adjacencyGraphs,
        maxLength: GRADED,
        l33tMaxSubstitutions: 8,
      }),
  );
  return estimator;
}

/** What a password must be: long enough, not among those that are tried first, not made of its owner's names. */
@Injectable()
export class PasswordPolicy {
  /** What is wrong with a password that people choose, as failures of `field`; undefined when nothing is. */
  async check(field: string, password: string, owner: PasswordOwner): Promise<Err<PasswordCode> | undefined> {
    const wrong = new Checks().text(field, password, LIMITS.password).err();
    if (wrong) return wrong;
    const words = personalWords(owner);
    if (restsOnWords(password, words)) return err('PASSWORD_CONTAINS_NAME', field);
    const { score } = (await loadEstimator()).check(password, words);
    return score < GOOD ? err('PASSWORD_TOO_COMMON', field) : undefined;
  }
}
