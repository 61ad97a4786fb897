/** Limits of texts and lists. */
export const LIMITS = {
  name: 200,
  text: 4_000,
  code: 60,
  readings: 500,
  items: 200,
  choices: 50,
  bulk: 2_000,
} as const;

/** Codes and tags: capitals, digits and a few marks, so that they can be read out and printed. */
export const CODE = /^[A-Z0-9][A-Z0-9._/-]{0,59}$/;
export const CODE_EXPECTED =
  'capital letters, digits and . _ / - (up to 60, beginning with a letter or digit), such as LIFT-03';

/** How far ahead the clock of a phone may go. */
export const CLOCK_SKEW_MS = 600_000;

/** The latest instant that something recorded on site can claim to have happened at. */
export const latestRecorded = (now: Date): Date => new Date(now.getTime() + CLOCK_SKEW_MS);
