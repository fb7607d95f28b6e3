/** Puts a floating box below (or, without room, above) a rectangle of the viewport, inside the window. */
export function place(box: HTMLElement, anchor: { left: number; top: number; bottom: number }, prefer: 'above' | 'below' = 'below'): void {
  const gap = 8;
  const { width, height } = box.getBoundingClientRect();
  const view = window.visualViewport;
  const floor = (view ? view.height + view.offsetTop : innerHeight) - gap;
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - height;
  const fits = prefer === 'below' ? below + height <= floor || above < gap : above < 64;
  box.style.insetBlockStart = `${Math.max(gap, fits ? Math.min(below, Math.max(gap, floor - height)) : above)}px`;
  box.style.insetInlineStart = `${Math.max(gap, Math.min(anchor.left, innerWidth - width - gap))}px`;
}
