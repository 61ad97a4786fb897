import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  MutationInput,
  Node,
  Reference,
  payloadOf,
  IdField,
  IdsField,
  Limited,
  UpdateOf,
  VisibleWith,
} from '#platform/graphql';
import { LIMITS } from '../domain/limits.js';
import { OfficeType } from './types.js';

@VisibleWith('identity.read')
@ObjectType('Team', {
  implements: () => [Node],
  description: 'Employees who share work: what is assigned to the team waits until one of them takes it.',
})
export class TeamType extends Node {
  @Field({ description: 'Unique code, such as HKG-LIFTS.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'Whether work can be assigned to it; false once it is dissolved.' })
  active!: boolean;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('office', () => OfficeType, { description: 'Office it belongs to.' })
  officeId!: string;
}

@ObjectType('TeamConnection', { description: 'A page of teams.' })
export class TeamConnection extends ConnectionOf(TeamType, 'Team') {}

export const TeamPayload = payloadOf(
  'TeamPayload',
  'team',
  TeamType,
  'The team; null when the change was not made.',
  'createTeam and updateTeam',
);

@InputType({ description: 'Which teams; what is left out does not matter.' })
export class TeamFilterInput {
  @IdField('Office', { nullable: true, description: 'Of this office.' })
  officeId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Those this employee belongs to.' })
  memberId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only active (true) or dissolved (false) ones.' })
  active?: boolean | null;
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the code, or of the name in any script; {limits}.',
  })
  text?: string | null;
}

@InputType({ description: 'A new team.' })
export class CreateTeamInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, hyphens; {limits}.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @IdField('Office', { description: 'Office it belongs to; its members may be of others. Must be open.' })
  officeId!: string;
  @Limited(LIMITS.members)
  @IdsField('Employee', {
    nullable: true,
    description: 'Its members, {limits}; replaces the present ones. Employees who have left cannot be added.',
  })
  memberIds?: string[];
}

@InputType({ description: 'Changes to a team; what is left out stays.' })
export class UpdateTeamInput extends UpdateOf('Team', CreateTeamInput) {
  @Field(() => Boolean, { nullable: true, description: 'False dissolves it: nothing more can be assigned to it.' })
  active?: boolean;
}
