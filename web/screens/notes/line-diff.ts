// SPDX-License-Identifier: Apache-2.0
export type DiffLine = { readonly text: string; readonly differs: boolean };

const MOST = 2000;

/** Lines that two texts do not share, by their longest common subsequence; very long texts are compared line by line. */
export function lineDiff(a: string, b: string): { readonly left: readonly DiffLine[]; readonly right: readonly DiffLine[] } {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const shared = left.length > MOST || right.length > MOST ? sameLines(left, right) : commonLines(left, right);
  return {
    left: left.map((text, index) => ({ text, differs: !shared.left.has(index) })),
    right: right.map((text, index) => ({ text, differs: !shared.right.has(index) })),
  };
}

type Shared = { readonly left: ReadonlySet<number>; readonly right: ReadonlySet<number> };

function sameLines(left: readonly string[], right: readonly string[]): Shared {
  const same = new Set(left.flatMap((text, index) => (text === right[index] ? [index] : [])));
  return { left: same, right: same };
}

function commonLines(left: readonly string[], right: readonly string[]): Shared {
  const width = right.length + 1;
  const best = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      best[i * width + j] =
        left[i] === right[j]
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
  const shared = { left: new Set<number>(), right: new Set<number>() };
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) {
      shared.left.add(i);
      shared.right.add(j);
      i += 1;
      j += 1;
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return shared;
}
