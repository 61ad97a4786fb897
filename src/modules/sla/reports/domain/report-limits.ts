import { atMostItems, numberFrom } from '#kernel';

export const REPORT_LIMITS = { offices: atMostItems(200), usedPercent: numberFrom(0, 100) } as const;
