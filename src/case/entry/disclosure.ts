// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tlps } from './case.ts';

export const statementStages = ['first', 'second', 'final'] as const;
/** For whom a version of a statement is written. All of them come from one snapshot. */
export const statementReaders = ['customers', 'staff', 'press', 'authority', 'executives'] as const;
/** In the order in which people are told. */
export const toldOrder = ['authority', 'affected', 'staff', 'partners', 'page', 'press'] as const;

const reason = z.string().trim().min(1).max(2000);
const statementId = z.string().min(1).max(60);
const sha256 = z.string().length(64);
const two = z.object({ ja: z.string().max(4000), en: z.string().max(4000) });
const scalar = z.union([z.string().max(4000), z.number(), z.boolean()]);

/** The common forms of the ministries, for which sharing is a decision of its own. */
export const commonForms = ['ransomware', 'ddos'] as const;

/** What a person states for a field; null takes it back. Names and shapes of the fields stand in the part. */
export const givenValueSchema = z.union([
  z.null(),
  scalar,
  two,
  z.array(z.union([two, z.record(z.string().max(60), z.union([scalar, two]))])).max(50),
  z.record(z.string().max(60), two),
]);

/** A statement's texts stand in its snapshot, a blob that the entry names; what was approved and published is exactly that. */
export const disclosureEntries = {
  /** A named person says that these contacts of security.txt are read; in the desk's chain. */
  'security-txt.confirmed': z.object({
    contacts: z
      .array(
        z
          .string()
          .max(500)
          .regex(/^(mailto:\S+@\S+|https:\/\/\S+|tel:\+?[\d-]+)$/),
      )
      .min(1)
      .max(10),
    languages: z
      .array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
      .min(1)
      .max(10),
    policy: z
      .string()
      .max(500)
      .regex(/^https:\/\/\S+$/)
      .nullable(),
    thanks: z
      .string()
      .max(500)
      .regex(/^https:\/\/\S+$/)
      .nullable(),
  }),
  /** Who is asked to confirm it next; in the desk's chain. */
  'security-txt.keeper-named': z.object({ personId: z.string().max(100), name: z.string().max(200) }),
  /** That person was asked, because the confirmation runs out at `until`; `mails`: how many were put out, 0 where there is no address. */
  'security-txt.asked': z.object({
    personId: z.string().max(100),
    name: z.string().max(200),
    until: z.string().max(40),
    mails: z.int().nonnegative(),
  }),
  /** An issue of an advisory became public: its document is the blob, `place` where it stands below the directory of `provider`. */
  'advisory.published': z.object({
    advisoryId: z.string().max(80),
    issue: z.int().positive(),
    title: z.string().max(300),
    place: z
      .string()
      .max(200)
      .regex(/^white\/\d{4}\/[+\-a-z0-9_]+\.json$/),
    blob: sha256,
    ended: z.enum(['withdrawn', 'superseded']).nullable(),
    /** Of the key by whose signature it was given out. */
    key: z.string().max(64),
    provider: z.object({
      directory: z.string().max(1000),
      name: z.string().max(300),
      namespace: z.string().max(1000),
      category: z.enum(['vendor', 'coordinator', 'discoverer', 'user', 'other']),
      contact: z.string().max(500),
    }),
  }),
  'statement.fields-set': z.object({ fields: z.record(z.string().max(60), givenValueSchema), reason: z.string().max(2000) }),
  /** The snapshot is frozen: facts, texts of all versions in both languages, and where each figure comes from. */
  'statement.prepared': z.object({ statementId, number: z.int().positive(), stage: z.enum(statementStages), blob: sha256 }),
  /** By somebody else than whoever prepared it. `alone`: by the same person, after the time to cool off and with every check ticked. */
  'statement.approved': z.object({ statementId, blob: sha256, alone: z.boolean(), checks: z.array(z.string().max(60)).max(20) }),
  'statement.approval-revoked': z.object({ statementId, reason }),
  /** Public from this instant on. `early`: warnings about the order of telling that a person overrode, and why. */
  'statement.published': z.object({
    statementId,
    number: z.int().positive(),
    stage: z.enum(statementStages),
    blob: sha256,
    early: z.object({ warnings: z.array(z.string().max(60)).max(20), reason }).nullable(),
  }),
  /** Somebody was told by a way that the desk does not see; `at`: when. */
  'statement.told': z.object({ whom: z.enum(toldOrder), at: z.string().max(40), how: reason }),
  /** Indicators, times and, where the level allows it, the way in, as STIX: taken out by this person, sent nowhere by the desk. */
  'statement.indicators-shared': z.object({ tlp: z.enum(tlps), indicators: z.int().positive(), wayIn: z.boolean(), blob: sha256 }),
  /** What the forms and sheets ask and no record knows, as a person typed it; null takes a field back. */
  'report-form.fields-set': z.object({
    fields: z.record(z.string().max(60), z.string().max(4000).nullable()),
    reason: z.string().max(2000),
  }),
  /** Whether what is reported on this form may be shared with the National Cybersecurity Office: nobody's by default. */
  'report-form.consent-decided': z.object({ form: z.enum(commonForms), given: z.boolean(), reason }),
  /** Who told us agreed to be thanked in public by this name; `how`: in which way they said so. On the page of thanks from now on. */
  'credit.agreed': z.object({
    creditId: z.string().min(1).max(60),
    name: z.string().trim().min(1).max(200),
    link: z
      .string()
      .max(500)
      .regex(/^https:\/\/\S+$/)
      .nullable(),
    reportId: z.string().max(60).nullable(),
    how: reason,
  }),
  'credit.withdrawn': z.object({ creditId: z.string().min(1).max(60), reason }),
  /** Others published it before us, or without us; `at`: when, `where`: the address or the name of the medium. */
  'statement.others-published': z.object({ at: z.string().max(40), where: z.string().trim().min(1).max(500) }),
} as const;
