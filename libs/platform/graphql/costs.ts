import { Extensions } from '@nestjs/graphql';
import { COSTS_KEY, LIST_SIZE_KEY } from './operation-cost.js';

/**
 * What a field counts for in the cost of an operation beside what it answers, for what it computes: about 5 microseconds
 * of a processor, here or in the database, are one. Fields that only read rows need none.
 */
export const Costs = (price: number): MethodDecorator & PropertyDecorator => Extensions({ [COSTS_KEY]: price });

/** How many entries a list without pages may have, where that is far from ten. */
export const ListSize = (entries: number): MethodDecorator & PropertyDecorator =>
  Extensions({ [LIST_SIZE_KEY]: entries });
