/** What the server answered when it refused. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** The field that the sentence is about. */
    readonly field: string | null,
    /** The whole answer, for conflicts. */
    readonly body: unknown,
  ) {
    super(message);
  }
}

type Method = 'GET' | 'POST' | 'PATCH';

/** Sends JSON, awaits JSON. Throws a `Refusal` for 4xx and 5xx and a `TypeError` when the network is gone. */
export async function request<T>(method: Method, address: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(address, {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const said = (answer ?? {}) as { error?: string; field?: string | null };
    throw new Refusal(said.error ?? `${response.status} ${response.statusText}`, response.status, said.field ?? null, answer);
  }
  return answer as T;
}

/** An address with a query. */
export function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address, location.origin);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.pathname + url.search;
}
