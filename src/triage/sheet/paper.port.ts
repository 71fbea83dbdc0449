// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';

/** A line of a printed page; all of it is data, none of it is markup. */
export type PaperBlock =
  | { readonly type: 'title' | 'heading' | 'text'; readonly text: string }
  | { readonly type: 'list'; readonly mark: string; readonly items: readonly string[] };
export type Paper = { readonly lang: Lang; readonly header: string; readonly pages: readonly (readonly PaperBlock[])[] };

/** Typesets to PDF; null when no font with Japanese letters is at hand. Throws only when the typesetter itself is broken. */
export type PrintSheet = (paper: Paper) => Promise<Uint8Array | null>;
