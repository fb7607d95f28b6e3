import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { SYNC, awarenessFrame, readFrame, syncFrame, type Notice } from './frames.ts';

/**
 * How safe the words are:
 *
 *     connecting ──sync──► saved ◄──every frame acknowledged── saving ◄──a local change── saved
 *         ▲                  └──────────────socket lost──────────► offline ──(back-off)──► connecting
 */
export type Safety = 'connecting' | 'saved' | 'saving' | 'offline';

/** Longest pause between two attempts to connect, in ms. */
const LONGEST_PAUSE = 15_000;
/** A server that says nothing for so long is asked for a sign of life, in ms. */
const SILENCE = 25_000;

/** Keeps a document the same as the server's over one socket, and knows what the server has stored. */
export class Provider {
  readonly awareness: Awareness;
  /** Called whenever `safety` changes. */
  onsafety: (safety: Safety) => void = () => {};
  /** Called whenever `unsaved` changes, which offline it does without a change of `safety`. */
  onunsaved: (unsaved: boolean) => void = () => {};
  onnotice: (notice: Notice) => void = () => {};
  /** Called each time the document holds what the server had at the moment of connecting. */
  onsync: () => void = () => {};
  /** Called when that is not the first time. */
  onreturn: () => void = () => {};
  safety: Safety = 'connecting';
  /** Whether the server has told its state at least once. */
  synced = false;

  private socket: WebSocket | null = null;
  private sent = 0;
  private acknowledged = 0;
  /** Local changes that no socket has carried yet. */
  private waiting = false;
  private wasUnsaved = false;
  private inSync = false;
  /** Whether this socket has told the server's state. */
  private met = false;
  private attempt = 0;
  private timer = 0;
  private lastHeard = 0;
  private stopped = false;
  private readonly pulse: number;

  constructor(
    private readonly address: string,
    readonly doc: Y.Doc,
  ) {
    this.awareness = new Awareness(doc);
    doc.on('update', this.localUpdate);
    this.awareness.on('update', this.localAwareness);
    addEventListener('online', this.hurry);
    addEventListener('offline', this.cut);
    document.addEventListener('visibilitychange', this.hurry);
    this.pulse = window.setInterval(() => this.checkPulse(), 5000);
    this.connect();
  }

  /** Whether there are words that only this device has. */
  get unsaved(): boolean {
    return this.waiting || this.sent !== this.acknowledged;
  }

  /**
   * What a local copy brought in is not yet stored by the server. It may hang in the air until the server's words arrive,
   * and then no local change tells of it: so everything is sent.
   */
  holdsUnsaved(): void {
    if (this.inSync) this.sendUpdate(Y.encodeStateAsUpdate(this.doc));
    else this.waiting = true;
    this.judge();
  }

  /** Ends for good: the socket closes and is not opened again. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    removeEventListener('online', this.hurry);
    removeEventListener('offline', this.cut);
    document.removeEventListener('visibilitychange', this.hurry);
    this.doc.off('update', this.localUpdate);
    removeAwarenessStates(this.awareness, [this.doc.clientID], 'left');
    this.socket?.close();
    this.judge();
  }

  private connect(): void {
    if (this.stopped || this.socket) return;
    const url = new URL(this.address, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.sent = 0;
    this.acknowledged = 0;
    this.inSync = false;
    this.met = false;
    this.lastHeard = Date.now();
    socket.onopen = () => {
      this.lastHeard = Date.now();
      socket.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)));
      if (this.awareness.getLocalState()) socket.send(awarenessFrame(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
    };
    socket.onmessage = (event) => socket === this.socket && this.hear(new Uint8Array(event.data as ArrayBuffer));
    socket.onclose = () => socket === this.socket && this.lost();
  }

  private hear(data: Uint8Array): void {
    this.lastHeard = Date.now();
    const frame = readFrame(data);
    switch (frame.kind) {
      case 'step1':
        this.inSync = true;
        // Sent as an update, not as step 2, so that the server counts and acknowledges it.
        if (this.waiting) {
          this.waiting = false;
          this.sendUpdate(Y.encodeStateAsUpdate(this.doc, frame.stateVector));
        }
        break;
      case 'update':
        Y.applyUpdate(this.doc, frame.update, this);
        if (frame.whole) {
          this.attempt = 0;
          if (this.synced && !this.met) this.onreturn();
          this.synced = true;
          this.met = true;
          this.onsync();
        }
        break;
      case 'awareness':
        applyAwarenessUpdate(this.awareness, frame.update, this);
        break;
      case 'query':
        this.send(awarenessFrame(encodeAwarenessUpdate(this.awareness, [...this.awareness.getStates().keys()])));
        break;
      case 'ack':
        this.acknowledged = Math.max(this.acknowledged, Math.min(frame.count, this.sent));
        break;
      case 'notice':
        this.onnotice(frame.notice);
        break;
      case 'unknown':
        break;
    }
    this.judge();
  }

  private lost(): void {
    this.waiting ||= this.sent !== this.acknowledged;
    this.sent = 0;
    this.acknowledged = 0;
    this.inSync = false;
    this.socket = null;
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.judge();
    if (this.stopped) return;
    // Doubling pauses with a random part, so that a newsroom does not come back all in one moment.
    const pause = Math.min(LONGEST_PAUSE, 300 * 2 ** this.attempt) * (0.5 + Math.random() / 2);
    this.attempt += 1;
    this.timer = window.setTimeout(() => this.connect(), pause);
  }

  private readonly hurry = () => {
    if (this.stopped || this.socket || document.visibilityState === 'hidden') return;
    clearTimeout(this.timer);
    this.connect();
  };

  /** Gives a socket up without waiting for its end, which may take minutes without a network. */
  private readonly cut = () => {
    const { socket } = this;
    if (!socket) return;
    this.lost();
    socket.close();
  };

  /** A half-open connection looks alive: after a silence the server is asked, and then given up. */
  private checkPulse(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const silent = Date.now() - this.lastHeard;
    if (silent > SILENCE * 2) this.cut();
    else if (silent > SILENCE) this.socket.send(syncFrame(SYNC.step1, Y.encodeStateVector(this.doc)));
  }

  private readonly localUpdate = (update: Uint8Array, origin: unknown) => {
    // What came from the server or out of the local copy is not news to send.
    if (origin === this) return;
    if (this.inSync) this.sendUpdate(update);
    else this.waiting = true;
    this.judge();
  };

  private readonly localAwareness = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
    if (origin === this) return;
    const changed = [...added, ...updated, ...removed].filter((id) => id === this.doc.clientID);
    if (changed.length > 0) this.send(awarenessFrame(encodeAwarenessUpdate(this.awareness, changed)));
  };

  private sendUpdate(update: Uint8Array): void {
    if (this.send(syncFrame(SYNC.update, update))) this.sent += 1;
    else this.waiting = true;
  }

  private send(frame: Uint8Array<ArrayBuffer>): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(frame);
    return true;
  }

  private judge(): void {
    const { unsaved } = this;
    if (unsaved !== this.wasUnsaved) {
      this.wasUnsaved = unsaved;
      this.onunsaved(unsaved);
    }
    const safety = this.inSync ? (this.unsaved ? 'saving' : 'saved') : this.socket && this.attempt === 0 ? 'connecting' : 'offline';
    if (safety === this.safety) return;
    this.safety = safety;
    this.onsafety(safety);
  }
}
