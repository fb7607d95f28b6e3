/** What the tests use of Ghost's own client, which comes without types. */
declare module '@tryghost/admin-api' {
  type Row = Record<string, unknown>;
  type Rows = Row[] & { meta: { pagination: Record<string, number | null> } };
  interface Resource {
    browse(options?: Row): Promise<Rows>;
    read(data: Row, options?: Row): Promise<Row>;
    add(data: Row, options?: Row): Promise<Row>;
    edit(data: Row, options?: Row): Promise<Row>;
    delete(data: Row): Promise<unknown>;
  }
  interface Upload {
    upload(data: { file: string; ref?: string; purpose?: string; thumbnail?: string }): Promise<Row>;
  }
  export default class GhostAdminAPI {
    constructor(options: { url: string; key: string; version: string });
    posts: Resource;
    pages: Resource;
    tags: Resource;
    users: Resource;
    members: Resource;
    newsletters: Resource;
    webhooks: Resource;
    images: Upload;
    files: Upload;
    themes: { upload(data: { file: string }): Promise<Row>; activate(name: string): Promise<Row> };
    site: { read(): Promise<Row> };
    config: { read(): Promise<Row> };
  }
}
