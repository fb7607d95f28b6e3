import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = process.env.MASTHEAD ?? join(import.meta.dirname, '../target/debug/masthead');

/** The owner of the demo newsroom that the tests share. */
export const owner = { name: 'Nino Arveladze-Test', email: 'owner@example.org', password: 'a long quiet sentence' };

/** A server of a test's own, with the one-time link of its owner. */
export interface Server {
  address: string;
  setup: string;
  /** Its data folder. */
  data: string;
  stop(): Promise<void>;
}

/** Starts `masthead COMMAND` in a folder of its own on a free port and waits for its address and the owner's link. */
export async function serve(command: 'demo' | 'serve', options: string[] = []): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'masthead-e2e-'));
  const listen = options.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const server = spawn(binary, [command, '--data', join(data, 'site'), ...listen, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const [address, setup] = await new Promise<[string, string]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after 300 s; it said:\n${said}`)), 300_000);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const found = said.match(/Serving (http:\/\/127\.0\.0\.1:\d+)[^]*?(http\S+\/room\/setup\/\S+\/)/);
      if (found?.[1] && found[2]) {
        clearTimeout(timer);
        resolve([found[1], found[2]]);
      }
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`masthead ${command} ended with ${code}; it said:\n${said}`)));
  });
  return {
    address,
    setup,
    data: join(data, 'site'),
    async stop() {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Makes the owner's account and gives the token of their first session. */
export async function setUp(server: Server): Promise<string> {
  const answer = await fetch(server.setup, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.address },
    body: new URLSearchParams({ ...owner, language: 'en' }),
  });
  const token = answer.headers.get('set-cookie')?.match(/masthead_room=([^;]+)/)?.[1];
  if (!token) throw new Error(`the owner could not be set up: ${answer.status} ${await answer.text()}`);
  return token;
}

/** Starts the demo newsroom with an owner, and stops it after the last test. */
export default async function start(): Promise<() => Promise<void>> {
  const server = await serve('demo');
  process.env.SITE = server.address;
  process.env.ROOM_TOKEN = await setUp(server);
  return server.stop;
}
