// SPDX-License-Identifier: Apache-2.0
import { abuseReportOf, abuseText } from '../../common/abuse-report.ts';
import type { AbuseReport } from '../../common/abuse-report.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import type { AdvisoryLookup } from '../advisory/advisory.port.ts';
import { readInventory } from '../advisory/affected.ts';
import type { InventoryReading } from '../advisory/affected.ts';
import { extractClaims } from '../claim/claim.ts';
import type { Claim } from '../claim/claim.ts';
import { readNamed } from '../claim/named.ts';
import type { Named } from '../claim/named.ts';
import type { IncidentKind } from '../../case/entry/triage.ts';
import { consequencesOf } from '../kind/consequences.ts';
import type { Consequences } from '../kind/consequences.ts';
import type { KindRule } from '../kind/kind-rule.ts';
import { readKinds } from '../kind/read-kinds.ts';
import type { KindReading } from '../kind/read-kinds.ts';
import { corroborate } from '../advisory/corroborate.ts';
import type { Corroboration } from '../advisory/corroborate.ts';
import type { ScoreVector } from '../priority/cvss.port.ts';
import { factsOf, foreignLinksIn, showsAnother } from './mail-signals.ts';
import type { IntentRule } from '../intent/intent-rule.ts';
import { readIntent } from '../intent/intent.ts';
import type { IntentReading } from '../intent/intent.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import type { MailReader } from '../mail/mail.port.ts';
import { nextSteps } from './next-steps.ts';
import type { NextStep } from './next-steps.ts';
import { prioritise } from '../priority/priority.ts';
import type { Priority, PrioritySettings } from '../priority/priority.ts';
import { isVague, namesScripts, questionsFor } from './question.ts';
import type { Question } from './question.ts';
import { isReadable, readableOf } from '../mail/readable.ts';
import type { ReadableMail } from '../mail/readable.ts';
import { readingOf, withBehind } from '../mail/mail-text.ts';
import { lookIntoFiles } from '../file/files.ts';
import type { MailAttachment } from '../file/files.ts';
import type { ReadParts } from '../file/part-reading.port.ts';
import { unreadLanguage } from '../text/language.ts';
import type { UnreadLanguage } from '../text/language.ts';
import { shownLinks } from '../mail/link-findings.ts';
import type { ShownLink } from '../mail/link-findings.ts';
import { hiddenIn } from '../mail/hidden-text.ts';
import type { HiddenText } from '../mail/hidden-text.ts';
import { lookInside } from './carried.ts';
import type { Carried } from './carried.ts';
import { onlyPictures } from '../mail/only-pictures.ts';
import { quotedSender, readSender } from '../mail/sender.ts';
import type { SenderReading } from '../mail/sender.ts';
import type { SenderDeps } from '../mail/sender-warnings.ts';

export type ExamineDeps = SenderDeps & {
  readonly readMail: MailReader;
  readonly readParts: ReadParts;
  readonly rules: readonly IntentRule[];
  readonly kindRules: readonly KindRule[];
  readonly advisories: AdvisoryLookup;
  readonly scoreVector: ScoreVector;
  readonly hash: HashBytes;
};

/** A mail, looked at from all sides. It proposes; nothing is closed, sent or blocked by it. */
export type Examination = {
  readonly examinedAt: Instant;
  readonly raw: Sha256;
  readonly readable: boolean;
  readonly subject: string;
  readonly date: string | null;
  /** What all offsets refer to; searched up to a limit that `truncated` reports. */
  readonly text: string;
  readonly truncated: boolean;
  readonly sender: SenderReading;
  readonly intent: IntentReading;
  /** What the words speak for; never a fact. */
  readonly kinds: readonly KindReading[];
  /** What follows from them, or from what a person set instead. */
  readonly follows: Consequences;
  readonly claims: readonly Claim[];
  readonly claimsLeft: number;
  /** What it names that logs can be asked for; absent in results of before. */
  readonly named?: readonly Named[];
  readonly vague: boolean;
  readonly questions: readonly Question[];
  readonly corroboration: readonly Corroboration[];
  readonly inventory: InventoryReading;
  readonly priority: Priority;
  readonly next: readonly NextStep[];
  readonly active: ReadableMail['active'];
  readonly attachments: readonly MailAttachment[];
  /** The mail came inside another; null where it came by itself. Absent in results of before this was looked at. */
  readonly carried?: Carried | null;
  /** Why the words of the mail could not be read: sealed, packed, pictures only. Absent in older results. */
  readonly unread?: readonly string[];
  /** The language of its words where no rule reads it. Absent in older results. */
  readonly language?: UnreadLanguage | null;
  /** It holds an abuse report in a form for machines, in the reporter's words. Absent in older results. */
  readonly abuse?: Pick<AbuseReport, 'form' | 'about' | 'source'> | null;
  /** It shows pictures and nothing else. Absent in older results. */
  readonly onlyPictures?: boolean;
  /** Some characters stand in a character set that is not known, or in none. Absent in older results. */
  readonly unexplained?: boolean;
  /** What its reader does not see; null where there is nothing. Absent in older results. */
  readonly hidden?: HiddenText | null;
  /** Where the links of its HTML body lead, defanged. Absent in older results. */
  readonly links?: readonly ShownLink[];
};

/** What the reader notes where bytes stayed bytes. */
const UNEXPLAINED = /no charset explains|read line by line/;

/** How a report came, what a person set, and what a person decided of its kinds. */
export type How = {
  readonly settings?: PrioritySettings;
  readonly channel?: string;
  readonly kindsSet?: readonly IncidentKind[] | null;
};

const NOT_ASKED: InventoryReading = { scope: 'no-weakness-claimed', looked: 0, items: [] };

/** A command server is "now", whoever speaks of it. */
function atLeast(follows: Consequences, priority: Priority): Priority {
  if (follows.urgency !== 'now' || priority.urgency === 'now') return priority;
  const { ja, en } = follows.label;
  return { ...priority, urgency: 'now', why: { ja: `事案の種類（${ja}）による`, en: `Because of its kind: ${en}` } };
}

/** Whose hosts are ours: those set, and those to which the mail was written. */
function whoseOf(deps: ExamineDeps, mail: ReadableMail) {
  const domains = (list: ReadableMail['to']) => list.flatMap((one) => one.address.toLowerCase().split('@')[1] ?? []);
  const own = [...deps.ownDomains.map((one) => one.toLowerCase()), ...domains([...mail.to, ...mail.cc])];
  return { own, sender: domains([...mail.from, ...mail.replyTo]).filter((one) => !own.includes(one)) };
}

/**
 * Everything triage can say of a mail without asking its sender. Sends nothing; asks name servers only where MATOI_DNS
 * allows it. The same bytes, inventory, advisories and `now` give the same answer.
 */
/** A reader of pictures reads what no rule does; what they are said to show is no more than that. */
function unreadOf(whole: ReadableMail, mail: ReadableMail): readonly string[] {
  const none = mail.picturesOnly && mail.text.trim() === mail.htmlText.trim();
  return none && whole.unreadable.length === 0 ? ['it holds pictures only, which are not read'] : whole.unreadable;
}

export async function examine(
  deps: ExamineDeps,
  bytes: Uint8Array,
  inventory: readonly InventoryItem[],
  now: Instant,
  how: How = {},
): Promise<Examination> {
  const { settings = {}, channel = 'mail', kindsSet = null } = how;
  const whole = readableOf(deps.readMail(bytes), deps.domains.exists);
  const readable = isReadable(whole);
  const looked = lookInside(deps.domains, deps.ownDomains, whole, bytes);
  const { mail, carried } = looked;
  const said = readingOf(mail);
  // The words around a carried mail are read for claims, behind its own; what its sender wants only its own words say.
  const files = await lookIntoFiles(deps, looked.around === null ? [mail] : [mail, looked.around]);
  const abuse = abuseReportOf(mail) ?? (looked.around === null ? null : abuseReportOf(looked.around));
  const { text, truncated } = withBehind(said, [
    looked.around === null ? '' : readingOf(looked.around).text,
    files.codes,
    abuse === null ? '' : abuseText(abuse),
  ]);
  const { claims, left } = extractClaims(text, deps.domains.exists);
  const sender =
    looked.bytes === null
      ? quotedSender(deps, mail, carried?.stated ?? null, now)
      : await readSender(carried === null ? deps : { ...deps, ownServers: [] }, mail, looked.bytes, now);
  const facts = factsOf(deps, mail, claims);
  const kinds = readKinds(text, deps.kindRules);
  const follows = consequencesOf(kindsSet ?? kinds.map((one) => one.kind), channel);
  const intent = readIntent(said.text, deps.rules, facts, {
    senders: mail.from.map(({ address }) => address),
    passedOn: carried?.how === 'inline',
    foreignLinks: foreignLinksIn(deps, mail, claims, said.text),
  });
  const vague = isVague(claims);
  const asks = follows.asksAdvisories || claims.some((claim) => claim.kind === 'cve' || claim.kind === 'advisory');
  const corroboration = asks ? corroborate(claims, deps.advisories, now) : [];
  const own = asks ? readInventory(inventory, claims, text, vague, deps.advisories) : NOT_ASKED;
  const matches = own.items.flatMap((entry) => entry.advisories.map((advisory) => ({ ...advisory, item: entry.item })));
  const numbers = claims.filter((claim) => claim.kind === 'cve' || claim.kind === 'advisory').map((claim) => claim.value);
  const backed = corroboration.some((one) => one.answer === 'confirmed') || matches.some((match) => match.verdict === 'affected');
  const credible = facts.has('names-a-place') && (backed || claims.some((claim) => claim.kind === 'weakness'));
  return {
    examinedAt: now,
    raw: deps.hash(bytes),
    readable,
    subject: mail.subject,
    date: mail.date,
    text,
    truncated,
    sender,
    intent,
    kinds,
    follows,
    claims,
    claimsLeft: left,
    named: readNamed(text, whoseOf(deps, mail), now, deps.domains.exists),
    vague: vague && follows.aboutPrograms,
    questions: [
      ...(follows.aboutPrograms ? questionsFor(claims) : []),
      ...follows.questions
        .filter(({ saidBy }) => saidBy === undefined || !claims.some(({ kind }) => kind === saidBy))
        .map(({ id, text: words }): Question => ({ id, text: words, askWhom: 'sender' })),
    ],
    corroboration,
    inventory: own,
    priority: atLeast(follows, prioritise(deps, numbers, matches, intent, { credible, namesPlace: facts.has('names-a-place') }, settings)),
    next: nextSteps({
      intent: intent.label,
      follows,
      vague: vague && follows.aboutPrograms && own.scope !== 'no-weakness-claimed',
      namesScripts: namesScripts(claims),
      matches,
      inventoryKnown: inventory.length > 0,
      links: facts.has('has-link'),
      attachments: facts.has('has-attachment'),
      readable,
    }),
    active: mail.active,
    carried,
    unread: unreadOf(whole, mail),
    language: unreadLanguage(said.text),
    onlyPictures: onlyPictures(mail),
    unexplained: mail.charsetNotes.filter((note) => UNEXPLAINED.test(note)).length > 0,
    attachments: files.attachments,
    abuse: abuse === null ? null : { form: abuse.form, about: abuse.about, source: abuse.source },
    hidden: hiddenIn(mail),
    links: shownLinks(mail.links, (link) => showsAnother(link, deps.domains)),
  };
}
