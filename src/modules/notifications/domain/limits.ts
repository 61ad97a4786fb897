import { atMostItems } from '#kernel';

export const LIMITS = { kinds: atMostItems(100), marked: atMostItems(200) } as const;
