import { registerEnumType } from '@nestjs/graphql';

export const PyramidUnitEnum = { CUSTOMER: 'CUSTOMER', GROUP: 'GROUP' } as const;
registerEnumType(PyramidUnitEnum, {
  name: 'PyramidUnit',
  description: 'Whose revenue makes a place in the pyramid.',
  valuesMap: {
    CUSTOMER: { description: 'Each customer by itself.' },
    GROUP: { description: 'Each group: the customer at the root of a tree represents all below it.' },
  },
});

export const PyramidBasisEnum = { REVENUE: 'REVENUE', HELD: 'HELD' } as const;
registerEnumType(PyramidBasisEnum, {
  name: 'PyramidBasis',
  description: 'What decides on the tier of a customer.',
  valuesMap: {
    REVENUE: { description: 'The revenue of the twelve months alone.' },
    HELD: {
      description:
        'The tier it held at the end of the day by the re-tierings until then, which forgive falling a little below a bound; by its revenue when it held none.',
    },
  },
});

export const MoveRuleEnum = {
  PLACED: 'PLACED',
  RETURNED: 'RETURNED',
  ROSE: 'ROSE',
  FELL: 'FELL',
  LEFT: 'LEFT',
} as const;
registerEnumType(MoveRuleEnum, {
  name: 'TierMoveRule',
  description: 'Which rule moved a customer.',
  valuesMap: {
    PLACED: { description: 'It brought in revenue for the first time.' },
    RETURNED: { description: 'It brought in revenue again after twelve months without.' },
    ROSE: { description: 'Its revenue reached a higher tier.' },
    FELL: { description: 'Its revenue fell further below its tier than is forgiven.' },
    LEFT: { description: 'It brought in nothing over twelve months.' },
  },
});

export const RateQuoteEnum = { POUNDS_PER_UNIT: 'POUNDS_PER_UNIT', UNITS_PER_POUND: 'UNITS_PER_POUND' } as const;
registerEnumType(RateQuoteEnum, {
  name: 'RateQuote',
  description: 'Which way an exchange rate is quoted.',
  valuesMap: {
    POUNDS_PER_UNIT: { description: 'Pounds for one unit of the currency.' },
    UNITS_PER_POUND: { description: 'Units of the currency for one pound.' },
  },
});

export const RevenueKindEnum = { REVENUE: 'REVENUE', CREDIT: 'CREDIT', CORRECTION: 'CORRECTION' } as const;
registerEnumType(RevenueKindEnum, {
  name: 'RevenueKind',
  description: 'What an entry of revenue is.',
  valuesMap: {
    REVENUE: { description: 'Brought in; zero or more.' },
    CREDIT: { description: 'Given back; zero or less.' },
    CORRECTION: { description: 'Corrects an earlier entry; positive or negative.' },
  },
});
