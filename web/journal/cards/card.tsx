// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { BodyOf, EntryKind } from '../../../src/case/cards.contract.ts';
import type { caseSheetSchema } from '../../../src/case/contract.ts';
import type { z } from 'zod';
import type { Topic } from '../../api/topics.ts';
import type { Lang } from '../../lang/lang.tsx';
import type { Chip } from '../../ui/evidence-chip.tsx';
import type { Fact } from '../../ui/fact-list.tsx';

export type Station = z.infer<typeof caseSheetSchema>['stations'][number]['station'];

/** What a card may show: a line of text, facts, a quotation and what it rests on. All of it inert text. */
export type CardFace = {
  readonly lead?: ReactNode;
  readonly facts?: readonly Fact[];
  readonly quote?: string;
  readonly chips?: readonly Chip[];
};

export type CardPlace = {
  readonly lang: Lang;
  readonly stream: string;
  /** What people call an id of the case or of the register (a task’s title, a person’s name); the id where it is not known. */
  readonly nameOf: (id: string) => string;
};

export type EntryCard<K extends EntryKind> = {
  /** Under which station the timeline's filter finds it; null: the case as a whole. */
  readonly station: Station | null | ((body: BodyOf<K>) => Station);
  /** What screens show beside the case that this entry makes stale; see web/api/topics.ts. Empty: only the case itself. */
  readonly refreshes: readonly Topic[];
  readonly face: (body: BodyOf<K>, place: CardPlace) => CardFace;
  /** For the gallery and the tests: a body as it could really be. */
  readonly sample: BodyOf<K>;
};

export type CardsOf<K extends EntryKind> = { readonly [One in K]: EntryCard<One> };

/** The kinds of one part, by the first word of their names. */
export type KindsOf<First extends string> = Extract<EntryKind, `${First}.${string}`>;
