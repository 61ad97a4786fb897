const FIRST_QUERY = `# Welcome to Meridian.
# 1. Run this to sign in (npm start prints who else there is).
# 2. Put the token into the headers below:
#    { "Authorization": "Bearer ..." }
# 3. Open another tab and ask, for instance:
#    { viewer { employee { name office { name } } } }
mutation SignIn {
  signIn(
    input: {
      email: "agent.hk@meridian.example"
      password: "meridian-demo"
    }
  ) {
    accessToken
    userErrors { message }
  }
}
`;

let page: Promise<string> | undefined;

/** The explorer: GraphiQL with everything inside the page, so that it works without the internet. */
export function explorerPage(): Promise<string> {
  page ??= import('@graphql-yoga/render-graphiql').then(({ renderGraphiQL }) =>
    renderGraphiQL({
      title: 'Meridian API explorer',
      endpoint: '/graphql',
      subscriptionsProtocol: 'WS',
      defaultQuery: FIRST_QUERY,
      headers: '{}',
      shouldPersistHeaders: false,
    }),
  );
  return page;
}
