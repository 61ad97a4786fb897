/** A non-durable server in a temporary folder. It goes with `stop`, and with this process if that is killed. */
export function startTestServer(): Promise<{ url: string; folder: string; stop: () => Promise<void> }>;
export function sweepTestServers(): Promise<void>;
export function removeServerFolder(folder: string): Promise<void>;
