// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { incidentKinds } from './triage.ts';

export const severities = ['unrated', 'low', 'medium', 'high', 'critical'] as const;
export const urgencies = ['unrated', 'can-wait', 'today', 'now'] as const;
/** Traffic Light Protocol 2.0 (FIRST). */
export const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
/** Whether what bears the first level (FIRST TLP 2.0) may be shown to those who may see the second. */
export function isWithin(tlp: (typeof tlps)[number], shownAt: (typeof tlps)[number]): boolean {
  return tlps.indexOf(tlp) >= tlps.indexOf(shownAt);
}
export const stations = ['report', 'truth', 'spread', 'containment', 'fix', 'customers', 'public'] as const;
export const outcomes = ['resolved', 'not-an-incident', 'merged', 'handed-over'] as const;

/** Stations and lists that take over what another one found. */
export const receivers = ['hunt', 'containment', 'board', 'clocks', 'audience'] as const;

export const callResults = ['reached', 'no-answer', 'call-back'] as const;

const findings = z.array(z.string().min(1).max(400)).min(1).max(500);
const reason = z.string().trim().min(1).max(2000);
const said = z.object({ ja: z.string().max(4000), en: z.string().max(4000) }).optional();

/** Entries of the case itself. Bodies are kept beside the chain and can be erased; the chain holds their hash. */
export const caseEntries = {
  'case.opened': z.object({ title: z.string().min(1).max(500), reportId: z.string().nullable() }),
  'case.retitled': z.object({ title: z.string().min(1).max(500) }),
  'case.rated': z.object({
    severity: z.enum(severities),
    urgency: z.enum(urgencies),
    tlp: z.enum(tlps),
    reason: z.string().max(2000),
    /** The kinds from which the desk took the urgency, where no person gave a reason. */
    kinds: z.array(z.enum(incidentKinds)).max(20).optional(),
  }),
  /** What a person writes between the cards. `happenedAt` keeps the zone it was told in. */
  'case.noted': z.object({
    noteId: z.string(),
    text: z.string().min(1).max(100_000),
    happenedAt: z.string().nullable(),
    /** Whom it tells of; who typed it is the entry's actor. */
    who: z.string().max(200).optional(),
    /** Who wrote it on paper while the desk could not be reached. */
    writtenDownBy: z.string().min(1).max(200).optional(),
    /** It says what was decided. */
    decision: z.boolean().optional(),
  }),
  'case.owner-named': z.object({ personId: z.string().nullable(), name: z.string().nullable() }),
  'case.station-struck': z.object({ station: z.enum(stations), reason }),
  'case.station-restored': z.object({ station: z.enum(stations), reason }),
  /** `action`: what it said when it was decided; its id tells a person nothing, and the action itself may be gone later. */
  'case.action-done': z.object({ actionId: z.string(), action: said, note: z.string().max(2000) }),
  'case.action-given': z.object({
    actionId: z.string(),
    action: said,
    personId: z.string(),
    name: z.string(),
    note: z.string().max(2000).optional(),
  }),
  'case.action-postponed': z.object({ actionId: z.string(), action: said, until: z.string(), reason }),
  'case.action-refused': z.object({ actionId: z.string(), action: said, reason }),
  /** What one station found was taken over by another, by a press or, where it changes nothing, by the desk itself. */
  'case.findings-taken': z.object({ to: z.enum(receivers), ids: findings }),
  'case.findings-declined': z.object({ to: z.enum(receivers), ids: findings, reason }),
  /** A call to a body outside the house, written down in one press; `callBackAt`: when they, or we, call again. */
  'case.called': z.object({
    whom: z.string().min(1).max(200),
    telephone: z.string().max(60),
    result: z.enum(callResults),
    callBackAt: z.string().max(40).nullable(),
    note: z.string().max(2000),
  }),
  /** For how many days a source keeps its lines; `kept`: they have been copied or the overwriting was stopped. */
  'case.log-retention': z.object({ source: z.string().trim().min(1).max(200), days: z.int().min(0).max(36_500), kept: z.boolean() }),
  /** A link for somebody outside to read the case; `secret`: SHA-256 of what is in the link, which stands nowhere else. */
  'case.guest-invited': z.object({
    guestId: z.string().max(20),
    name: z.string().min(1).max(100),
    of: z.string().min(1).max(200),
    reason,
    tlp: z.enum(tlps),
    until: z.string().max(40),
    secret: z.string().max(64),
  }),
  'case.guest-withdrawn': z.object({ guestId: z.string().max(20), reason }),
  /** Somebody outside the circle of a TLP:RED case opened it all the same. */
  'case.glass-broken': z.object({ reason }),
  /** `unfinished`: what it still waited for when it was closed; `clocks`: what becomes of the legal clocks among it. */
  'case.closed': z.object({
    outcome: z.enum(outcomes),
    reason,
    unfinished: z.array(z.string().max(100)).max(500).optional(),
    clocks: reason.optional(),
  }),
  'case.reopened': z.object({ reason }),
} as const;

/** Why a scheduled backup was not taken. */
export const backupFailures = ['no-folder', 'own-folder', 'not-writable', 'full', 'passphrase', 'other'] as const;
export type BackupFailure = (typeof backupFailures)[number];

/** Entries of the desk's own chain. */
export const deskEntries = {
  'desk.started': z.object({ version: z.string(), schema: z.int() }),
  /** Everything that stood in the journal up to \`head\` was written into a file. */
  'desk.backed-up': z.object({
    entries: z.int(),
    head: z.string().max(64).nullable(),
    bytes: z.int(),
    encrypted: z.boolean(),
    logs: z.boolean(),
    /** Name of a scheduled one in its folder; absent where a person took it. */
    file: z.string().max(100).optional(),
  }),
  'desk.backup-failed': z.object({ reason: z.enum(backupFailures), detail: z.string().max(500) }),
  /** The paper kit was printed, with the rota of so many days. */
  'desk.kit-printed': z.object({ days: z.int().positive(), lang: z.enum(['ja', 'en']), sha256: z.string() }),
} as const;
