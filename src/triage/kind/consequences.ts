// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { kindTraits, spokenChannels } from '../../case/incident-kind.ts';
import { CALL_BACK_STEP } from './kind-hour.ts';
import type { KindStep } from './kind-hour.ts';
import { kindData } from './kind-table.ts';
import type { KindQuestion } from './kind-table.ts';

/** What the kinds of a case and the way it came by decide, before anybody looked further. */
export type Consequences = {
  readonly kinds: readonly IncidentKind[];
  readonly label: Bilingual;
  readonly urgency: 'now' | 'today';
  readonly spoken: boolean;
  readonly asksAdvisories: boolean;
  /** A page, a script or a program of one's own is meant: those are asked for and listed. */
  readonly aboutPrograms: boolean;
  readonly mailIsDoubtful: boolean;
  readonly questions: readonly KindQuestion[];
  readonly hour: readonly KindStep[];
};

const ABOUT_PROGRAMS: readonly IncidentKind[] = ['weakness-claimed', 'exposure-seen', 'unclear'];

/** What follows from the kinds of an incident: urgency, questions, first steps, whether advisories are asked. */
export function consequencesOf(kinds: readonly IncidentKind[], channel: string): Consequences {
  const data = kinds.map((kind) => kindData[kind]);
  const traits = kinds.map((kind) => kindTraits[kind]);
  const spoken = spokenChannels.includes(channel);
  return {
    kinds,
    label: { ja: data.map((one) => one.label.ja).join('・'), en: data.map((one) => one.label.en).join(', ') },
    urgency: traits.some((one) => one.urgency === 'now') ? 'now' : 'today',
    spoken,
    asksAdvisories: traits.some((one) => one.asksAdvisories),
    aboutPrograms: kinds.some((kind) => ABOUT_PROGRAMS.includes(kind)),
    mailIsDoubtful: !spoken && traits.some((one) => one.mailIsDoubtful),
    questions: unique(data.flatMap((one) => one.questions)),
    hour: unique([...(spoken ? [CALL_BACK_STEP] : []), ...data.flatMap((one) => one.hour)]),
  };
}

function unique<T extends { readonly id: string }>(all: readonly T[]): readonly T[] {
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at);
}
