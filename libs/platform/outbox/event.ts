/** Something that happened, as other modules and clients are told of it. Made by `defineEvent`. */
export interface EventDefinition<P extends object = object> {
  /** `module.thing-happened`, past tense; stable, because stored events carry it. */
  readonly name: string;
  /** Whether subscribers of the API are told at once. The payload of a live event holds ids only. */
  readonly live: boolean;
  /** Only for the type checker. */
  readonly __payload?: P;
}

const definitions = new Map<string, EventDefinition>();
const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/**
 * Declares an event, once, in the module that tells it: `defineEvent<{ contactId: string }>('contacts.contact-recorded')`.
 * The payload is plain JSON. Throws when the name is taken or not of the form `module.thing-happened`.
 */
export function defineEvent<P extends object>(name: string, options: { live?: boolean } = {}): EventDefinition<P> {
  if (!NAME.test(name)) throw new Error(`an event is called module.thing-happened, not ${name}`);
  if (definitions.has(name)) throw new Error(`the event ${name} is defined twice`);
  const event: EventDefinition<P> = Object.freeze({ name, live: options.live ?? false });
  definitions.set(name, event);
  return event;
}

/** The definition of that name, or undefined when this process does not know it. */
export function eventByName(name: string): EventDefinition | undefined {
  return definitions.get(name);
}

/** All events this process knows. */
export function allEvents(): readonly EventDefinition[] {
  return [...definitions.values()];
}
