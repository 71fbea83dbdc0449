// SPDX-License-Identifier: Apache-2.0
import type { TriageSheet } from '../contract.ts';
import type { Examination } from '../examination/examine.ts';
import type { MailAttachment } from '../file/files.ts';
import { placeWords } from '../file/words.ts';
import { sheetOf } from './sheet.ts';

/** The examination as it crosses the wire. `withText` adds the text that offsets refer to: it holds live links. */
export function sheetWire(seen: Examination, file: string, withText: boolean): TriageSheet {
  const sheet = sheetOf(seen);
  const { organisation, authenticity, judgedBy, caution } = seen.sender;
  return {
    file,
    mail: {
      sha256: seen.raw,
      readable: seen.readable,
      subject: seen.subject,
      date: seen.date,
      characters: seen.text.length,
      truncated: seen.truncated,
      active: { ...seen.active },
      links: (seen.links ?? []).map((link) => ({ ...link })),
      hidden: seen.hidden === undefined || seen.hidden === null ? null : { ...seen.hidden },
      attachments: seen.attachments.map(attachmentWire),
    },
    ...(withText ? { text: seen.text } : {}),
    sender: {
      from: seen.sender.from.map((from) => ({ ...from })),
      replyTo: seen.sender.replyTo.map((reply) => ({ ...reply })),
      organisation,
      authenticity,
      checks: [...seen.sender.checks],
      judgedBy: { ...judgedBy },
      stated: seen.sender.stated.map((one) => ({ ...one, checks: [...one.checks] })),
      warnings: [...seen.sender.warnings],
      caution,
    },
    intent: {
      label: seen.intent.label,
      confidence: seen.intent.confidence,
      evidence: [...seen.intent.evidence],
      against: [...seen.intent.against],
      scores: { ...seen.intent.scores },
      told: [...(seen.intent.told ?? [])],
    },
    kinds: seen.kinds.map(({ kind, quotes }) => ({ kind, quotes: quotes.map((quote) => ({ ...quote })) })),
    follows: { kinds: [...seen.follows.kinds], spoken: seen.follows.spoken, mailIsDoubtful: seen.follows.mailIsDoubtful },
    claims: [...seen.claims],
    claimsLeft: seen.claimsLeft,
    vague: seen.vague,
    questions: [...seen.questions],
    corroboration: seen.corroboration.map((one) => ({ ...one, records: [...one.records] })),
    inventoryScope: seen.inventory.scope,
    inventory: seen.inventory.items.map(({ item, state, why, advisories }) => ({
      name: item.name,
      version: item.version,
      kind: item.kind,
      host: item.host,
      path: item.path,
      owner: item.owner,
      exposure: item.exposure,
      from: item.from,
      state,
      why,
      advisories: advisories.map(({ advisory, verdict, range, reason }) => ({
        ...advisory,
        aliases: [...advisory.aliases],
        verdict,
        range,
        reason,
      })),
    })),
    priority: priorityWire(seen.priority),
    next: [...seen.next],
    known: [...sheet.lists.known],
    unknown: [...sheet.lists.unknown],
    notCheckable: [...sheet.lists.notCheckable],
    call: [...sheet.call],
    manager: sheet.manager,
  };
}

function attachmentWire({ outcome, ...file }: MailAttachment): TriageSheet['mail']['attachments'][number] {
  if (outcome === undefined) return file;
  if (outcome === null || outcome.is === 'not-read') return { ...file, read: outcome === null ? null : false };
  const found = outcome.found.map(({ kind, value, at }) => ({ kind, value, at: placeWords(at) }));
  return { ...file, read: true, found, foundLeft: outcome.foundLeft };
}

function priorityWire(priority: Examination['priority']): TriageSheet['priority'] {
  return {
    urgency: priority.urgency,
    why: priority.why,
    deployer: decision(priority.deployer),
    coordinator: decision(priority.coordinator),
    bod2604: decision(priority.bod2604),
    kev: [...priority.kev],
    epss: [...priority.epss],
    cvss: [...priority.cvss],
  };
}

function decision(made: Examination['priority']['deployer']): TriageSheet['priority']['deployer'] {
  return { ...made, points: made.points.map((point) => ({ ...point, choices: [...point.choices] })) };
}
