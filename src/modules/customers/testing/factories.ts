import { type Ctx } from '#platform/context';
import { type TestApp } from '#testing/app';
import { type NewBranch, type NewCustomer, type NewJob, type NewPerson } from '../domain/checks.js';
import { CustomersApi } from '../customers.api.js';

/** Customers and what belongs to them for tests: everything that is not told is made up, and the same every time. */
export class CustomerFactory {
  private made = 0;

  constructor(
    private readonly app: TestApp,
    private readonly ctx: Ctx = app.system(),
  ) {}

  /** Ids, in order. */
  async customers(commands: readonly Partial<NewCustomer>[]): Promise<string[]> {
    const results = await this.app.get(CustomersApi).createCustomers(
      this.ctx,
      commands.map((cmd) => ({ name: `Customer ${++this.made}`, officeId: this.app.officeId, ...cmd })),
    );
    return results.map((r) => this.app.must(r).id);
  }

  async customer(cmd: Partial<NewCustomer> = {}): Promise<string> {
    return (await this.customers([cmd]))[0] as string;
  }

  async branch(cmd: Partial<NewBranch> & Pick<NewBranch, 'customerId'>): Promise<string> {
    const [result] = await this.app
      .get(CustomersApi)
      .createBranches(this.ctx, [{ name: `Branch ${++this.made}`, country: 'HK', timeZone: 'Asia/Hong_Kong', ...cmd }]);
    return this.app.must(result as NonNullable<typeof result>).id;
  }

  async person(cmd: Partial<NewPerson> & Pick<NewPerson, 'customerId'>): Promise<string> {
    const [result] = await this.app
      .get(CustomersApi)
      .createPersons(this.ctx, [{ name: `Person ${++this.made}`, ...cmd }]);
    return this.app.must(result as NonNullable<typeof result>).id;
  }

  async job(cmd: Partial<NewJob> & Pick<NewJob, 'customerId'>): Promise<string> {
    const [result] = await this.app.get(CustomersApi).createJobs(this.ctx, [
      {
        name: `Job ${++this.made}`,
        serviceLine: 'CONSULTING',
        country: 'HK',
        officeId: this.app.officeId,
        ...cmd,
      },
    ]);
    return this.app.must(result as NonNullable<typeof result>).id;
  }
}
