import { Refusal } from './request.ts';

/** A file that the server has taken in. */
export interface Uploaded {
  kind: 'image' | 'video' | 'audio' | 'file';
  src: string;
  width?: number | null;
  height?: number | null;
  bytes: number;
  mime: string;
  name: string;
  caption?: string | null;
  credit?: string | null;
  alt?: string | null;
  /** What was taken out of the file, in words. */
  removed?: string[];
  /** What could not be taken out, in words. */
  remains?: string[];
  /** Point of the picture that stays in sight, `30% 55%`. */
  focus?: string | null;
  /** Small picture for lists. */
  thumb?: string | null;
}

/** Sends a file; `progress` hears fractions from 0 to 1. `fetch` tells nothing of an upload's progress. */
export function upload(address: string, file: File, progress: (fraction: number) => void, signal?: AbortSignal): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', address);
    call.responseType = 'json';
    call.setRequestHeader('accept', 'application/json');
    call.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    call.onload = () => {
      if (call.status >= 200 && call.status < 300 && call.response) return resolve(call.response as Uploaded);
      const said = (call.response ?? {}) as { error?: string };
      reject(new Refusal(said.error ?? `${call.status} ${call.statusText}`, call.status, null, call.response));
    };
    call.onerror = () => reject(new TypeError('network'));
    call.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => call.abort());
    const form = new FormData();
    form.append('file', file, file.name);
    call.send(form);
  });
}
