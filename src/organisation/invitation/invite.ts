// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Outbox } from '../../outbox/outbox.port.ts';
import { addPerson } from '../change-person.ts';
import { appendToDesk } from '../deps.ts';
import type { OrganisationDeps } from '../deps.ts';
import type { PersonRecord } from '../people-store.port.ts';
import { organisationProblem } from '../problems.ts';
import { invitationEndpoints, MOST_INVITED } from './invitation.contract.ts';
import type { InvitationRow, InviteReport } from './invitation.contract.ts';
import { LIFE_DAYS, makeInvitation } from './invitation-link.ts';
import { invitationMail } from './invitation-mail.ts';
import type { Invited, InvitedList } from './read-invited.ts';

/** Who invites: nobody but a person. */
type PersonActor = Extract<Actor, { readonly type: 'person' }>;

export type InvitationDeps = OrganisationDeps & {
  readonly outbox: Pick<Outbox, 'channel' | 'prepare' | 'put' | 'rowsOf'>;
  readonly signer: () => Promise<Signer>;
  /** Start of every link that goes into a mail; null where the desk has no address that others open. */
  readonly linkBase: () => Promise<string | null>;
  /** IANA zone in which the organisation reads its times. */
  readonly zone: () => Promise<string>;
  readonly passwordIs: (hash: string, password: string) => Promise<boolean>;
};

export type Asked = { readonly personIds: readonly string[]; readonly list: InvitedList };
type Row = InviteReport['people'][number];
type Target = { readonly row: Row; readonly person: PersonRecord | null; readonly named: Invited; readonly lang: Lang };

/** Who would be invited, and what their mail says. Nothing is written. */
export async function lookAtInvitations(deps: InvitationDeps, by: PersonActor, asked: Asked): Promise<Result<InviteReport, Problem>> {
  const ready = await wayOut(deps);
  if (!ready.ok) return ready;
  const found = await targets(deps, asked);
  if (!found.ok) return found;
  const first = found.value.find(({ row }) => row.why === null);
  const until = plusMillis(deps.clock.now(), LIFE_DAYS * 86_400_000);
  const sample = first === undefined ? null : await mailOf(deps, by, first, `${ready.value}/invited/…`, until);
  return ok({ people: found.value.map(({ row }) => row), unread: [...asked.list.unread], sample });
}

/**
 * A mail to each, released by who presses, with a link of their own: it stands for a one-time password that nobody sees. One
 * entry a person, in the transaction of the password and of the mail. Who has a sign-in already, or has left, gets none.
 */
export async function invite(deps: InvitationDeps, by: PersonActor, asked: Asked): Promise<Result<InviteReport, Problem>> {
  const ready = await wayOut(deps);
  if (!ready.ok) return ready;
  const found = await targets(deps, asked);
  if (!found.ok) return found;
  const people: Row[] = [];
  for (const target of found.value)
    people.push(target.row.why === null ? { ...target.row, why: await inviteOne(deps, by, ready.value, target) } : target.row);
  return ok({ people, unread: [...asked.list.unread], sample: null });
}

async function inviteOne(deps: InvitationDeps, by: PersonActor, base: string, target: Target): Promise<Row['why']> {
  const added = target.person === null ? await addPerson(deps, by, newcomer(target.named)) : null;
  if (added !== null && !added.ok) return 'address-taken';
  const person = added?.value.person ?? target.person;
  if (person === null) return 'no-such-person';
  const { personId } = person;
  const nonce = deps.random(9);
  const { token, key, until } = makeInvitation(await deps.signer(), personId, nonce, deps.clock.now());
  const mail = await mailOf(deps, by, target, `${base}${invitationEndpoints.invitationPage.at({ token })}`, until);
  const hash = await deps.hashPassword(key);
  const rows = await deps.outbox.prepare(
    [
      {
        id: rowId(personId, nonce),
        purpose: 'invitation',
        about: personId,
        recipient: personId,
        stream: DESK,
        channel: 'mail',
        content: { to: target.row.address, ...mail },
      },
    ],
    by.name,
  );
  return deps.journal.write(async (writing) => {
    const now = await deps.people.find(personId, writing.tx);
    if (now === null || now.left) return 'left';
    if (await hasSignIn(deps, now)) return 'has-sign-in';
    await deps.people.setPassword(writing.tx, { personId, name: now.name, address: target.row.address, hash, oneTime: true });
    await deps.outbox.put(writing.tx, rows);
    await appendToDesk(writing, by, [{ kind: 'person.invited', body: { personId, invitation: nonce, until } }]);
    return null;
  });
}

async function mailOf(deps: InvitationDeps, by: PersonActor, { row, lang }: Target, link: string, until: Instant) {
  const [organisation, zone] = await Promise.all([deps.people.organisation(), deps.zone()]);
  return invitationMail(
    { name: row.name, address: row.address, lang },
    { by: by.name, organisation: organisation.name, zone, link, until },
  );
}

/** Start of the links, or why nothing can be sent: refused before anybody gets a password that no mail would bring. */
async function wayOut(deps: InvitationDeps): Promise<Result<string, Problem>> {
  const [channel, base] = await Promise.all([deps.outbox.channel('mail'), deps.linkBase()]);
  if (channel.is === 'not-set-up' || base === null) return err(organisationProblem('organisation.no-mail-out'));
  return ok(base);
}

/** Everybody who was named, each once, and why somebody gets none. */
async function targets(deps: InvitationDeps, { personIds, list }: Asked): Promise<Result<readonly Target[], Problem>> {
  if (personIds.length + list.people.length > MOST_INVITED)
    return err(organisationProblem('organisation.too-many-invited', { most: MOST_INVITED }));
  const owners = await deps.people.byAddress(list.people.map(({ address }) => address));
  const seen = new Set<string>();
  const found: Target[] = [];
  const known = async (personId: string, as: Invited): Promise<void> => {
    if (seen.has(personId)) return;
    seen.add(personId);
    const person = await deps.people.find(personId);
    // Who signs in does so by the first address, whichever of theirs was pasted.
    const address = person?.addresses[0] ?? as.address;
    const row = { name: person?.name ?? personId, address, isNew: false, why: await whyNot(deps, person) };
    found.push({ row, person, named: as, lang: person?.lang ?? 'ja' });
  };
  for (const personId of personIds) await known(personId, { address: '', name: '' });
  for (const one of list.people) {
    const owner = owners.get(one.address);
    if (owner !== undefined) await known(owner, one);
    else {
      const row = { name: nameOf(one), address: one.address, isNew: true, why: null };
      found.push({ row, person: null, named: one, lang: 'ja' });
    }
  }
  return ok(found);
}

async function whyNot(deps: InvitationDeps, person: PersonRecord | null): Promise<Row['why']> {
  if (person === null) return 'no-such-person';
  if (person.left) return 'left';
  if (person.addresses.length === 0) return 'no-address';
  if (await hasSignIn(deps, person)) return 'has-sign-in';
  const { totp, passkeys } = await deps.people.factors(person.personId);
  return totp || passkeys.length > 0 ? 'has-factors' : null;
}

/** Whether they come in by something of their own: a one-time password that was never used is none. */
async function hasSignIn(deps: InvitationDeps, { personId }: PersonRecord): Promise<boolean> {
  const standing = await deps.people.standing(personId);
  return standing !== null && !standing.oneTime;
}

function newcomer(one: Invited) {
  return {
    name: nameOf(one),
    kana: '',
    department: '',
    addresses: [one.address],
    telephone: '',
    roles: ['staff' as const],
    lang: 'ja' as const,
    signIn: false,
  };
}

/** The name that stood beside the address, else what stands before the @. */
function nameOf({ name, address }: Invited): string {
  return name === '' ? (address.split('@')[0] ?? address) : name;
}

function rowId(personId: string, invitation: string): string {
  return `invitation/${personId}/${invitation}`;
}

/** The latest invitations, newest first: how each mail stands, and whether its link still opens anything. */
export async function latestInvitations(deps: InvitationDeps): Promise<readonly InvitationRow[]> {
  const made = await deps.people.invitations(MOST_SHOWN);
  const now = millisOf(deps.clock.now());
  const newest = new Map(made.toReversed().map((one) => [one.personId, one.invitation]));
  return Promise.all(
    made.map(async ({ personId, invitation, until, at, by }): Promise<InvitationRow> => {
      const [person, rows, unused] = await Promise.all([
        deps.people.find(personId),
        deps.outbox.rowsOf('invitation', personId),
        deps.people.unusedPassword(personId),
      ]);
      const row = rows.find(({ id }) => id === rowId(personId, invitation));
      const current = newest.get(personId) === invitation && unused !== null && person?.left === false;
      return {
        personId,
        name: person?.name ?? personId,
        to: row?.content.to ?? '',
        at,
        until,
        by,
        is: !current ? 'closed' : Date.parse(until) <= now ? 'over' : 'open',
        mail: row?.state ?? null,
        answer: row?.lastAnswer ?? null,
      };
    }),
  );
}

const MOST_SHOWN = 200;
