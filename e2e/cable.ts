import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The wire between a browser and the server, which can be cut and mended: every connection breaks, and no new one comes through. */
export class Cable {
  private readonly ends = new Set<Socket>();
  private whole = true;

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  /** Lays a wire to the server at an address. */
  static async to(address: string): Promise<Cable> {
    const { hostname, port } = new URL(address);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const cable = new Cable(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (near) => cable.join(near, connect(Number(port), hostname)));
    return cable;
  }

  private join(near: Socket, far: Socket): void {
    const ends = [near, far];
    for (const end of ends) {
      this.ends.add(end);
      end.setNoDelay(true);
      end.on('error', () => {});
      end.on('close', () => {
        this.ends.delete(end);
        ends.forEach((other) => other.destroy());
      });
    }
    if (!this.whole) return void near.destroy();
    near.pipe(far).pipe(near);
  }

  /** Cuts the wire. */
  cut(): void {
    this.whole = false;
    this.ends.forEach((end) => end.destroy());
  }

  mend(): void {
    this.whole = true;
  }

  async remove(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}
