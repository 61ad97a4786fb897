import { atMostItems, numberFrom, proseOf, textOf } from '#kernel';

/** Limits of texts, lists and numbers. */
export const LIMITS = {
  name: textOf(200),
  text: proseOf(4_000),
  code: textOf(60),
  itemKey: textOf(40),
  unit: textOf(30),
  location: textOf(500),
  readingNote: proseOf(1_000),
  correctionReason: proseOf(1_000, 3),
  question: proseOf(500),
  choice: textOf(100),
  readings: atMostItems(500),
  items: atMostItems(200),
  choices: atMostItems(50),
  leadDays: numberFrom(0, 366),
  minutes: numberFrom(1, 1_440),
  /** Assets of a ranking. */
  compared: numberFrom(1, 200),
  /** Of a filter. */
  search: textOf(200),
  /** Assets that one occurrence of a plan makes work orders for. */
  bulk: 2_000,
} as const;

/** Codes and tags: capitals, digits and a few marks, so that they can be read out and printed. */
export const CODE = new RegExp(`^[A-Z0-9][A-Z0-9._/-]{0,${LIMITS.code.max - 1}}$`);
export const CODE_EXPECTED = `capital letters, digits and . _ / - (up to ${LIMITS.code.max}, beginning with a letter or digit), such as LIFT-03`;

/** How far ahead the clock of a phone may go. */
export const CLOCK_SKEW_MS = 600_000;

/** The latest instant that something recorded on site can claim to have happened at. */
export const latestRecorded = (now: Date): Date => new Date(now.getTime() + CLOCK_SKEW_MS);
