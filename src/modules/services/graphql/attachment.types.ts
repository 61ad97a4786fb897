import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MutationInput, Node, Reference, IdField, IdsField, Limited, VisibleWith } from '#platform/graphql';
import { LIMITS, type Visibility } from '../domain/request.js';
import { EventVisibilityEnum } from './enums.js';
import { EmployeeType } from '#modules/identity/graphql';
import { ServiceRequestType } from './types.js';

@VisibleWith('services.read')
@ObjectType('ServiceRequestAttachment', {
  implements: () => [Node],
  description: 'A file that belongs to a service request.',
})
export class ServiceRequestAttachmentType extends Node {
  @Field({ description: 'Its name.' })
  name!: string;
  @Field({ description: 'Its media type, such as image/png, as specified with the upload.' })
  mediaType!: string;
  @Field(() => Int, { description: 'Its size in bytes.' })
  sizeBytes!: number;
  @Field({ description: 'SHA-256 of its bytes, in small hexadecimal letters.' })
  sha256!: string;
  @Field(() => EventVisibilityEnum, { description: 'Whether the customer may see it.' })
  visibility!: Visibility;
  @Field({ description: 'When it was attached.' })
  attachedAt!: Date;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The service request it was attached to.',
  })
  requestId!: string;
  fileId!: string;
  @Reference('attachedBy', () => EmployeeType, {
    nullable: true,
    description: 'Who attached it; null when the system did.',
  })
  attachedById!: string | null;
}

@ObjectType({ description: 'Where a file can be fetched.' })
export class FileLink {
  @Field({ description: 'Path on this API; GET it, without signing in.' })
  path!: string;
  @Field({ description: 'Until then the path is good: ten minutes.' })
  until!: Date;
}

@InputType({ description: 'Files to attach to a service request.' })
export class AttachFilesInput extends MutationInput {
  @IdField('ServiceRequest', { description: 'Which service request.' })
  id!: string;
  @Limited(LIMITS.filesAtOnce)
  @IdsField('File', { description: 'Files that one has uploaded oneself (prepareUpload): one or more, {limits}.' })
  fileIds!: string[];
  @Field(() => EventVisibilityEnum, { description: 'Whether the customer may see them.' })
  visibility!: Visibility;
}

@InputType({ description: 'A file to take away from its service request.' })
export class RemoveAttachmentInput extends MutationInput {
  @IdField('ServiceRequestAttachment', { description: 'Which attachment.' })
  id!: string;
}
