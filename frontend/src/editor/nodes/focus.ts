/** Hundredths of a picture from the left and from the top. */
export type Focus = [x: number, y: number];

/** Reads `30% 55%`, in the one form that the server takes. */
export function readFocus(text: unknown): Focus | null {
  const found = typeof text === 'string' ? /^(100|[1-9]?\d)% (100|[1-9]?\d)%$/.exec(text) : null;
  return found && [Number(found[1]), Number(found[2])];
}

/** Writes a point; one outside of the picture is moved to its edge. */
export function writeFocus([x, y]: Focus): string {
  const inside = (value: number) => Math.round(Math.min(100, Math.max(0, value)));
  return `${inside(x)}% ${inside(y)}%`;
}
