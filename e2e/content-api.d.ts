/** What the tests use of Ghost's own client, which comes without types. */
declare module '@tryghost/content-api' {
  type Row = Record<string, unknown>;
  type Rows = Row[] & { meta: { pagination: Record<string, number | null> } };
  interface Resource {
    browse(options?: Row): Promise<Rows>;
    read(data: Row, options?: Row): Promise<Row>;
  }
  export default class GhostContentAPI {
    constructor(options: { url: string; key: string; version: string });
    posts: Resource;
    pages: Resource;
    tags: Resource;
    authors: Resource;
    settings: Resource;
    tiers: Resource;
    newsletters: Resource;
    offers: Resource;
  }
}
