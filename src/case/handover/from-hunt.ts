// SPDX-License-Identifier: Apache-2.0
import { kindTraits } from '../incident-kind.ts';
import { sightingsOf } from '../fold/hunt-sightings.ts';
import { soughtIn } from '../fold/hunt.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HuntView } from '../fold/hunt.ts';
import { answerWord } from '../fold/words/hunt-answer.ts';
import type { CaseView } from '../fold/view.ts';
import type { Found } from './finding.ts';
import { findingId } from './finding.ts';

/** Of what the case looks for: was seen to be the attacker's by a person, or the report spoke of an attacker's end. */
type LookedFor = HuntView['lookedFor'][number];
type Machine = NonNullable<HuntView['searches'][number]['machines']>[number];

const BY_ADDRESS = /^[\d.]+$|:/;

/** hunt -> hunt: who behaves alike, until a round brings nothing new. */
export function fromOthers(view: CaseView): readonly Found[] {
  const search = view.parts.hunt.searches.find((one) => one.what === 'others');
  return (search?.top ?? []).map(({ label, count, first, last }) => ({
    to: 'hunt',
    kind: BY_ADDRESS.test(label) ? 'ip' : 'domain',
    value: label,
    text: {
      ja: `${label} は分かっている宛先と似た使われ方をしている（${count.toLocaleString('ja')} 回、${day(first, 'ja')} から ${day(last, 'ja')}）。痕跡情報に加えて探すか、無害と決める`,
      en: `${label} is used like the known destinations (${count.toLocaleString('en')} times, ${day(first, 'en')} to ${day(last, 'en')}): look for it too, or call it harmless`,
    },
    evidence: [{ type: 'entry', seq: search?.seq ?? 0 }],
    takenBy: 'person',
  }));
}

/** hunt -> containment: destinations to stop and computers under suspicion. */
export function fromHunt(view: CaseView): readonly Found[] {
  const { hunt } = view.parts;
  const search = sightingsOf(hunt);
  const found = search === undefined ? [] : [{ type: 'entry' as const, seq: search.seq }];
  const machines = machinesOf(view);
  const answer = soughtIn(hunt);
  const sought = answerWord(answer);
  // Of a destination that no computer met, although logs were looked at.
  const isNone = answer.is === 'none' || answer.is === 'found';
  const destinations = hunt.lookedFor
    .filter((one) => isAttackers(view, one))
    .flatMap((one): readonly Found[] => {
      const value = destinationOf(one);
      if (value === null) return [];
      const met = machines.filter((machine) => machine.destinations.includes(one.value)).length;
      return [
        {
          to: 'containment',
          kind: 'destination',
          value,
          text: {
            ja: met > 0 ? `宛先 ${value}（端末 ${met} 台が通信）` : `宛先 ${value}（${isNone ? 'ログには出ていない' : sought.ja}）`,
            en:
              met > 0
                ? `Destination ${value} (${met} computers talk to it)`
                : `Destination ${value} (${isNone ? 'not in the logs' : sought.en})`,
          },
          evidence: [{ type: 'entry', seq: one.seq }, ...(met === 0 ? [] : found)],
          takenBy: 'person',
        },
      ];
    });
  const suspects = machines.flatMap((one) => [
    {
      to: 'containment' as const,
      kind: 'computer',
      value: one.name,
      text: {
        ja: `端末 ${named(one)}（${one.destinations.join('、')} と通信）`,
        en: `Computer ${named(one)} (talks to ${one.destinations.join(', ')})`,
      },
      evidence: found,
      takenBy: 'person' as const,
    },
    {
      to: 'board' as const,
      kind: 'computer',
      value: one.name,
      text: {
        ja: `端末 ${named(one)}：切り離し、証拠を保全してから再構築する`,
        en: `Computer ${named(one)}: isolate it, keep the evidence, then rebuild it`,
      },
      evidence: found,
      takenBy: 'person' as const,
    },
    ...peopleOf(one).map((value) => ({
      to: 'audience' as const,
      kind: 'user',
      value,
      text: { ja: `${value} は端末 ${one.name} を使っていた`, en: `${value} used computer ${one.name}` },
      evidence: found,
      takenBy: 'person' as const,
    })),
  ]);
  return [...destinations, ...suspects];
}

/** Computers that met what the case looks for, without those that met only what a person declined. */
export function machinesOf(view: CaseView): readonly Machine[] {
  const search = sightingsOf(view.parts.hunt);
  const attackers = new Set(
    view.parts.hunt.lookedFor.filter((one) => isAttackers(view, one) && !isSpared(view, one)).map((one) => one.value),
  );
  return (search?.machines ?? []).flatMap((one) => {
    const destinations = one.destinations.filter((value) => attackers.has(value));
    return destinations.length === 0 ? [] : [{ ...one, destinations }];
  });
}

function isAttackers(view: CaseView, one: LookedFor): boolean {
  if (view.findings[findingId({ to: 'hunt', kind: one.kind, value: one.value })]?.is === 'declined') return false;
  const search = sightingsOf(view.parts.hunt);
  // What the whole desk holds to be harmless is nobody's attacker, whoever named it.
  if (search?.leftOut?.includes(one.value) === true) return false;
  if (one.by === 'person' || one.source === OTHERS) return true;
  return (view.parts.triage.kinds?.kinds ?? []).some((kind) => kindTraits[kind].foreignEnds);
}

/** A person took the destination out of the attack set: then whoever talked to it is no suspect for that. */
function isSpared(view: CaseView, one: LookedFor): boolean {
  const value = destinationOf(one);
  return value !== null && view.findings[findingId({ to: 'containment', kind: 'destination', value })]?.is === 'declined';
}

/** How an indicator says where it came from when a person took it from the list of those who behave alike. */
export const OTHERS = 'others';

/** What a network can stop of it: a URL is stopped at its host. */
function destinationOf({ kind, value }: LookedFor): string | null {
  if (kind === 'ip' || kind === 'cidr' || kind === 'domain') return value;
  return kind === 'url' ? (/^\[([^\]]*)\]|^[^/:?#]+/.exec(value)?.[0].replace(/^\[|\]$/g, '') ?? null) : null;
}

function named({ name, addresses, sure }: Machine): string {
  const at = addresses.filter((one) => one !== name).join('、');
  return `${name}${at === '' ? '' : `（${at}）`}${sure ? '' : ' ?'}`;
}

const peopleOf = ({ user, department }: Machine): readonly string[] =>
  user === '' ? [] : [department === '' ? user : `${user} (${department})`];
const day = (at: string | undefined, lang: Lang): string => (at === undefined ? '?' : wallTime(at.slice(0, 10), 'UTC', lang));

/** The attack set of a case as containment reads it, one a line: what stands ready or was taken, nothing that was declined. */
export function attackLines(view: CaseView): readonly string[] {
  const declined = (kind: string, value: string) => view.findings[findingId({ to: 'containment', kind, value })]?.is === 'declined';
  const destinations = fromHunt(view).filter((one) => one.kind === 'destination' && !declined(one.kind, one.value));
  const computers = machinesOf(view).filter((one) => !declined('computer', one.name));
  return [
    ...new Set([...destinations.map((one) => one.value), ...computers.flatMap((one) => one.addresses.map((address) => `host:${address}`))]),
  ];
}
