import { Module } from '@nestjs/common';
import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Limited, MutationInput, MutationPayload, Mutations, toGlobalId } from '#platform/graphql';
import { FILE_NAME, Files, type Upload } from '../files.js';

@InputType({ description: 'A file that is about to be uploaded.' })
export class PrepareUploadInput extends MutationInput {
  @Limited(FILE_NAME)
  @Field({ description: 'Its name with the ending.' })
  name!: string;
  @Field({ description: 'Its media type in small letters, such as image/png.' })
  mediaType!: string;
  @Field(() => Int, { description: 'Its size in bytes, above zero; more than the system allows is refused.' })
  sizeBytes!: number;
}

@ObjectType({ description: 'Where to leave the bytes of a file.' })
export class FileUpload {
  @Field(() => ID, { description: 'Attach it with this id once its bytes are there.' })
  fileId!: string;
  @Field({
    description: 'Path on this API: send the bytes there as the body of a PUT, without signing in. 204 is the answer.',
  })
  uploadPath!: string;
  @Field({ description: 'Until then the path is good: an hour.' })
  until!: Date;
}

@ObjectType({ description: 'Answer of prepareUpload.' })
export class PrepareUploadPayload extends MutationPayload {
  @Field(() => FileUpload, { nullable: true, description: 'Where to send it; null when it was refused.' })
  upload?: FileUpload | null;
}

@Resolver()
export class FilesResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly files: Files,
  ) {}

  @Mutation(() => PrepareUploadPayload, {
    description:
      'Announces a file: the first of three steps. The second is to PUT its bytes to `uploadPath`, the third to attach it to something, within a day.',
  })
  @SignedIn()
  prepareUpload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What will come.' }) input: PrepareUploadInput,
  ): Promise<object> {
    return this.mutations.run(
      ctx,
      input,
      'upload',
      () => this.files.announce(ctx, input),
      ({ id, path, until }: Upload): Promise<FileUpload> =>
        Promise.resolve({ fileId: toGlobalId('File', id), uploadPath: path, until: new Date(until) }),
    );
  }
}

/** Announcing files over GraphQL. */
@Module({ providers: [FilesResolver] })
export class FilesGraphqlModule {}
