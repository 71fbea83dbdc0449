// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../../case/fold/view.ts';

/** Text of views that is kept in memory, in characters; the one that was used longest ago goes first. */
const MOST_CHARACTERS = 24_000_000;

/**
 * Views that were read or written, by the mark of what is stored: reading a case again costs the question whether it is
 * still that one. A view is never changed in place, so that it may be handed out again.
 */
export type Views = {
  readonly get: (stream: string, mark: string) => CaseView | null;
  readonly keep: (stream: string, mark: string, view: CaseView, characters: number) => void;
};

export function createViews(most: number = MOST_CHARACTERS): Views {
  const kept = new Map<string, { readonly mark: string; readonly view: CaseView; readonly characters: number }>();
  let held = 0;
  const forget = (stream: string): void => {
    held -= kept.get(stream)?.characters ?? 0;
    kept.delete(stream);
  };
  return {
    get(stream, mark) {
      const found = kept.get(stream);
      if (found === undefined || found.mark !== mark) return null;
      kept.delete(stream);
      kept.set(stream, found);
      return found.view;
    },
    keep(stream, mark, view, characters) {
      forget(stream);
      kept.set(stream, { mark, view, characters });
      held += characters;
      for (const oldest of kept.keys()) {
        if (held <= most) break;
        forget(oldest);
      }
    },
  };
}
