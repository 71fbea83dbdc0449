// SPDX-License-Identifier: Apache-2.0
/**
 * Work of one line runs in the order in which it was handed in, work of different lines beside each other, at most `width`
 * pieces at a time; a piece may stand in several lines. Resolves or rejects as the piece does; one that rejects holds up
 * nothing behind it.
 */
export function openLines(width: number): (lines: readonly string[], work: () => Promise<void>) => Promise<void> {
  const ends = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  const state = { running: 0 };

  const place = async (): Promise<void> => {
    if (state.running >= width) await new Promise<void>((go) => waiting.push(go));
    else state.running += 1;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) state.running -= 1;
    else next();
  };

  return (lines, work) => {
    // Each waits for earlier ones only, so that no two wait for each other.
    const before = lines.flatMap((line) => ends.get(line) ?? []);
    const done = (async () => {
      await Promise.all(before);
      await place();
      try {
        await work();
      } finally {
        leave();
      }
    })();
    const end = done.catch(() => undefined);
    for (const line of lines) ends.set(line, end);
    void end.finally(() => {
      for (const line of lines) if (ends.get(line) === end) ends.delete(line);
    });
    return done;
  };
}

/**
 * Groups of one kind, in an order in which they can be handed to `openLines`: pieces of one line keep theirs. `alone` pieces
 * are groups of their own.
 */
export function groupsOf<T>(
  pieces: readonly T[],
  of: (piece: T) => { readonly line: string; readonly kind: string; readonly alone: boolean },
): readonly (readonly T[])[] {
  const last = new Map<string, { wave: number; kind: string }>();
  const waves: Map<string, T[]>[] = [];
  for (const [index, piece] of pieces.entries()) {
    const { line, kind, alone } = of(piece);
    const before = last.get(line);
    const wave = before === undefined ? 0 : before.kind === kind ? before.wave : before.wave + 1;
    last.set(line, { wave, kind });
    const groups = (waves[wave] ??= new Map<string, T[]>());
    const name = alone ? `${kind} ${index}` : kind;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [piece]);
    else group.push(piece);
  }
  return waves.flatMap((groups) => [...groups.values()]);
}
