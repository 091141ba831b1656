import { readConfig } from './config.js';
import { createSandbox } from './sandbox.js';

const log = (line: string) => void process.stdout.write(`${line}\n`);
const sandbox = await createSandbox({ ...readConfig(process.env), log });
log(`Stripe stand-in ${sandbox.url}, mailbox ${sandbox.url}/mail, SMTP ${sandbox.smtpUrl}`);

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log(`Stopping failed: ${String(error)}`);
        process.exit(1);
      },
    );
  });
}
