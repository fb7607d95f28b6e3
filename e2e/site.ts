import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program under test. */
export const binary = process.env.MASTHEAD ?? join(import.meta.dirname, '../target/debug/masthead');

/** The owner of the demo newsroom that the tests share. */
export const owner = { name: 'Nino Arveladze-Test', email: 'owner@example.org', password: 'a long quiet sentence' };

/** A server of a test's own, with the one-time link of its owner. */
export interface Server {
  address: string;
  setup: string;
  /** Its data folder. */
  data: string;
  /** Runs `masthead ARGUMENTS` on its data folder, and gives what it says. */
  run(...words: string[]): string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it as an operator does; it can be started again. */
  rest(): Promise<void>;
  /** Starts it again, at the same address. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `masthead COMMAND` in a folder of its own on a free port and waits for its address and the owner's link. */
export async function serve(command: 'demo' | 'serve', options: string[] = []): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'masthead-e2e-'));
  const data = join(folder, 'site');
  const listen = options.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const first = start([command, '--data', data, ...listen, ...options]);
  let { process } = first;
  const said = await first.until(/Serving (http:\/\/127\.0\.0\.1:\d+)[^]*?(http\S+\/room\/setup\/\S+\/)/);
  const [, address = '', setup = ''] = said;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill(signal);
    await ended;
  };
  return {
    address,
    setup,
    data,
    run: (...words) => execFileSync(binary, [...words, '--data', data], { encoding: 'utf8' }),
    kill: () => end('SIGKILL'),
    rest: () => end('SIGTERM'),
    async again() {
      const place = options.includes('--listen') ? [] : ['--listen', new URL(address).host];
      const next = start(['serve', '--data', data, ...place, ...options]);
      ({ process } = next);
      await next.until(/Serving http/);
    },
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the program; `until` waits for something that it says. */
function start(words: string[]): { process: ChildProcess; until(what: RegExp): Promise<RegExpMatchArray> } {
  const process = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return {
    process,
    until: (what) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no address after 300 s; it said:\n${said}`)), 300_000);
        const read = (chunk: Buffer) => {
          said += chunk.toString();
          const found = said.match(what);
          if (!found) return;
          clearTimeout(timer);
          resolve(found);
        };
        process.stdout.on('data', read);
        process.stderr.on('data', read);
        process.on('exit', (code) => reject(new Error(`masthead ${words[0]} ended with ${code}; it said:\n${said}`)));
      }),
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
  return tokenOf(answer, 'the owner could not be set up');
}

/** The session that an answer opens. */
export async function tokenOf(answer: Response, otherwise: string): Promise<string> {
  const token = answer.headers.get('set-cookie')?.match(/masthead_room=([^;]+)/)?.[1];
  if (!token) throw new Error(`${otherwise}: ${answer.status} ${await answer.text()}`);
  return token;
}
