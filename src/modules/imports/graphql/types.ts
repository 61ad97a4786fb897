import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConnectionOf, Node, VisibleWith } from '#platform/graphql';

export enum ImportKind {
  INCIDENTS = 'INCIDENTS',
  REVENUE = 'REVENUE',
  RATES = 'RATES',
}
registerEnumType(ImportKind, {
  name: 'ImportKind',
  description: 'What an imported file holds.',
  valuesMap: {
    INCIDENTS: { description: 'A log of incidents: contacts and service requests with their histories.' },
    REVENUE: { description: 'Revenue by company, department and fiscal year.' },
    RATES: { description: 'Exchange rates, a row per day and a column per currency.' },
  },
});

@ObjectType('ImportCount', { description: 'A number with what was counted.' })
export class ImportCountType {
  @Field({ description: 'What was counted, such as `requests`, or why a row was rejected, such as `UNREADABLE_DATE`.' })
  name!: string;
  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

@VisibleWith('imports.read')
@ObjectType('ImportRun', {
  implements: () => [Node],
  description:
    'The import of one file. rowsRead = rowsImported + rowsUnchanged + rowsRejected at every moment, also in the middle.',
})
export class ImportRunType extends Node {
  @Field(() => ImportKind, { description: 'What the file holds.' })
  kind!: ImportKind;
  @Field({ description: 'Where the data come from: the part of external references before the colon.' })
  source!: string;
  @Field({ description: 'Name of the file, without its folder.' })
  fileName!: string;
  @Field(() => Float, { description: 'Size of the file in bytes, as it lies there.' })
  fileBytes!: number;
  @Field({ description: 'Name of the mapping file that said what becomes what.' })
  mappingName!: string;
  @Field({ description: 'When it was first started.' })
  startedAt!: Date;
  @Field({ description: 'When the latest batch of rows was committed; does not change after an interruption.' })
  progressedAt!: Date;
  @Field(() => Date, {
    nullable: true,
    description: 'When all rows were processed; null while it runs, and when it was interrupted and not resumed.',
  })
  finishedAt!: Date | null;
  @Field(() => Int, { description: 'How often it was resumed after an interruption.' })
  resumed!: number;
  @Field(() => Float, { description: 'Share of the file that has been read, from 0 to 1.' })
  progress!: number;
  @Field(() => Int, { description: 'Rows read, without the header and empty lines.' })
  rowsRead!: number;
  @Field(() => Int, { description: 'Rows that were imported.' })
  rowsImported!: number;
  @Field(() => Int, { description: 'Rows that were there already, the same.' })
  rowsUnchanged!: number;
  @Field(() => Int, { description: 'Rows that were rejected; they are in the reject file.' })
  rowsRejected!: number;
  @Field({ description: 'Path of the reject file on the machine of the import; there is none without rejected rows.' })
  rejectFile!: string;
}

@ObjectType('ImportRunConnection', { description: 'A page of imports.' })
export class ImportRunConnection extends ConnectionOf(ImportRunType, 'ImportRun') {}
