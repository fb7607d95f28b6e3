import { request } from '../../http/request.ts';

/** An answer to a comment. */
export interface Reply {
  id: string;
  by: string;
  at: number;
  body: string;
}

/** A comment and its answers. */
export interface Thread extends Reply {
  /** Opaque to the server: JSON as text or as it is. */
  anchor: unknown;
  quote: string;
  resolved: boolean;
  replies: Reply[];
}

/** The comments of the story, as the server has them. */
export class Comments {
  threads: Thread[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly address: string) {}

  onchange(listener: () => void): void {
    this.listeners.push(listener);
  }

  async load(): Promise<void> {
    const threads = await request<Thread[]>('GET', this.address);
    this.threads = threads.map((thread) => ({ ...thread, anchor: readAnchor(thread.anchor), replies: thread.replies ?? [] }));
    this.listeners.forEach((listener) => listener());
  }

  async add(anchor: unknown, quote: string, body: string): Promise<void> {
    await request('POST', this.address, { anchor: JSON.stringify(anchor), quote, body });
    await this.load();
  }

  async reply(thread: Thread, body: string): Promise<void> {
    await request('POST', `${this.address}/${thread.id}/reply`, { body });
    await this.load();
  }

  async settle(thread: Thread, resolved: boolean): Promise<void> {
    await request('POST', `${this.address}/${thread.id}/${resolved ? 'resolve' : 'reopen'}`, {});
    await this.load();
  }
}

function readAnchor(anchor: unknown): unknown {
  if (typeof anchor !== 'string') return anchor;
  try {
    return JSON.parse(anchor);
  } catch {
    return null;
  }
}
