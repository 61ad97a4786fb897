import { systemCtx } from '#platform/context';
import { messageOf } from '#platform/messages';
import { IdentityApi } from '#modules/identity';
import { SecondFactor } from '#modules/identity/seeding';
import { CliError, type Command } from './command.js';

/** `reset-second-factor`: for administrators whom no other administrator can help. */
export const resetSecondFactorCommand: Command = {
  usage: 'reset-second-factor EMAIL',
  description:
    'Removes the second factor of an employee who has lost it and its recovery codes, and ends the sessions of that employee.',
  async run(tools) {
    const [email, ...more] = tools.args;
    if (email === undefined || more.length > 0)
      throw new CliError('Specify one e-mail address: reset-second-factor you@example.com');
    const app = await tools.app();
    const employee = await app.get(IdentityApi, { strict: false }).employeeByEmail(email);
    if (!employee) throw new CliError(`Employee ${email} not found.`);
    const reset = await app.get(SecondFactor, { strict: false }).reset(systemCtx('cli'), employee.id);
    if (!reset.ok) throw new CliError(reset.failures.map((failure) => messageOf(failure, 'en')).join('\n'));
    tools.say(`${email} now signs in with the password only.`);
  },
};
