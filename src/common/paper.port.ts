// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';

/** A piece of a printed page. All of it is data, none of it is markup; a line feed in a text starts a new line. */
export type PaperBlock =
  | {
      /** `prose` is set in full lines with an indent, as a statement is read; `text` as it stands; `right` and `small` are for dates and notes. */
      readonly type: 'title' | 'heading' | 'subheading' | 'text' | 'prose' | 'right' | 'small' | 'box' | 'code';
      readonly text: string;
    }
  /** A list of all titles and headings that follow, with their pages, under a heading of its own. */
  | { readonly type: 'contents'; readonly text: string }
  /** The block that a window envelope shows; at the top of its section. */
  | { readonly type: 'address'; readonly lines: readonly string[] }
  | { readonly type: 'list'; readonly mark: string; readonly items: readonly string[] }
  | { readonly type: 'numbered'; readonly items: readonly string[] }
  /** Names and values side by side. */
  | { readonly type: 'fields'; readonly rows: readonly (readonly [string, string])[] }
  /** `parts`: how wide a column is against the others. */
  | {
      readonly type: 'table';
      readonly columns: readonly { readonly heading: string; readonly parts: number }[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Empty lines to write on by hand. */
  | { readonly type: 'lines'; readonly count: number }
  /** A square code of `text` (a link, say) with what a screen reader says of it. */
  | { readonly type: 'qr'; readonly text: string; readonly means: string };

/** Begins on a new page; `reference` stands at the head of its pages. */
export type PaperSection = { readonly reference: string; readonly blocks: readonly PaperBlock[] };

export type PaperTlp = 'RED' | 'AMBER+STRICT' | 'AMBER' | 'GREEN' | 'CLEAR';

export type Paper = {
  /** The case that it tells of: where that is an exercise, its pages are marked whoever made the paper. null: of no case. */
  readonly caseId: string | null;
  readonly lang: Lang;
  readonly title: string;
  readonly organisation: string;
  /** The instant makes the bytes (the same instant gives the same bytes); `shown` is what the foot of each page says. */
  readonly printed: { readonly at: Instant; readonly shown: string };
  readonly tlp: PaperTlp | null;
  /** Marks each page as an exercise. */
  readonly practice: boolean;
  readonly size: 'a4' | 'a5';
  /** `through`: page n of all; `each`: page n of its section, as letters in one file are numbered. */
  readonly numbering: 'through' | 'each';
  readonly sections: readonly PaperSection[];
};

/** PDF bytes, equal for an equal paper. Throws a ProblemError `paper.…` when it is too large, takes too long or cannot be set here. */
export type PrintPaper = (paper: Paper) => Promise<Uint8Array>;
