import { serve, setUp, tokenOf, type Server } from './site.ts';
import { written, type Words } from './wire.ts';

/** Who works in a test's newsroom. */
export const CAST = {
  ana: { name: 'Ana Beridze', role: 'editor', language: 'en' },
  boris: { name: 'Boris Ivanov', role: 'editor', language: 'en' },
  /** Writes; others publish. */
  clara: { name: 'Clara Weiß', role: 'contributor', language: 'en' },
  /** Publishes what is theirs. */
  davit: { name: 'Davit Lomidze', role: 'author', language: 'en' },
  lev: { name: 'Лев Орлов', role: 'editor', language: 'ru' },
  nana: { name: 'ნანა კიკნაძე', role: 'editor', language: 'ka' },
} as const;

export type Who = keyof typeof CAST | 'owner';

/** A newsroom: the address of its server, and people who are signed in. */
export class Newsroom {
  private constructor(
    readonly address: string,
    private readonly tokens: Map<Who, string>,
    /** Its server, when it is a test's own. */
    private readonly own: Server | null,
  ) {}

  /** Starts a server, sets its owner up, invites the cast. */
  static async open(command: 'demo' | 'serve'): Promise<Newsroom> {
    const server = await serve(command);
    const newsroom = new Newsroom(server.address, new Map([['owner', await setUp(server)]]), server);
    for (const who of Object.keys(CAST) as (keyof typeof CAST)[]) newsroom.tokens.set(who, await join(server, who));
    return newsroom;
  }

  /** The one that all tests share (see start.ts). */
  static shared(): Newsroom {
    return new Newsroom(process.env.SITE ?? '', new Map(JSON.parse(process.env.ROOM_TOKENS ?? '[]')), null);
  }

  /** For `Newsroom.shared` in another process. */
  tokensAsText(): string {
    return JSON.stringify([...this.tokens]);
  }

  /** The server, to be killed and started again. */
  get server(): Server {
    if (!this.own) throw new Error('the newsroom belongs to other tests too');
    return this.own;
  }

  readonly stop = async () => this.own?.stop();

  token(who: Who): string {
    return this.tokens.get(who) ?? '';
  }

  /** Asks the room as a page of it does. Fails when it refuses. */
  async ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, who: Who = 'ana'): Promise<Record<string, unknown>> {
    const answer = await fetch(new URL(path, this.address), {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json', origin: this.address, cookie: `masthead_room=${this.token(who)}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  }

  /** Sends a form as a page of the room does, and gives where it leads. */
  async post(path: string, fields: Record<string, string>, who: Who = 'ana'): Promise<string> {
    const answer = await fetch(new URL(path, this.address), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: this.address, cookie: `masthead_room=${this.token(who)}` },
      body: new URLSearchParams(fields),
    });
    const location = answer.headers.get('location');
    if (!location) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return location;
  }

  /** Begins a story of Ana's and Clara's; gives its id. */
  async begin(): Promise<string> {
    const [, id = ''] = (await this.post('/room/stories/', { kind: 'post', title: '' })).match(/\/stories\/(\w+)\//) ?? [];
    const path = `/room/stories/${id}/details`;
    const { seen, authors } = await this.ask('GET', path);
    const { name } = CAST.clara;
    const found = (await this.ask('GET', `/room/search/people?q=${encodeURIComponent(name)}`)) as unknown as { name: string }[];
    await this.ask('PATCH', path, { seen, authors: [...(authors as object[]), ...found.filter((person) => person.name === name)] });
    return id;
  }

  /** What the server has of a story's words. */
  words(id: string): Promise<Words> {
    return written(this.address, id, this.token('owner'));
  }
}

/** Somebody accepts the invitation that the command line prints; gives the token of their session. */
async function join(server: Server, who: keyof typeof CAST): Promise<string> {
  const { name, role, language } = CAST[who];
  const link = server.run('user', 'add', `${who}@example.org`, '--role', role);
  const answer = await fetch(new URL(new URL(link.trim()).pathname, server.address), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.address },
    body: new URLSearchParams({ name, language, password: `several quiet words of ${who}` }),
  });
  return tokenOf(answer, `${who} could not join`);
}
