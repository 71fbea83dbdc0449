// SPDX-License-Identifier: Apache-2.0
// The thread in which mails of strangers are read and examined. It holds no connection to the store; what it needs comes with the work.
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { sanitiseHtml } from '../../adapters/html/sanitise.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { serveThread } from '../../adapters/threads/serve.ts';
import type { Mail } from '../../common/mail.ts';
import { embeddedPictures } from '../../intake/mail/embedded.ts';
import { describeBy } from '../../intake/mail/describe.ts';
import type { Surroundings } from '../../intake/mail/kind.ts';
import type { PartsWanted } from '../../intake/mail/mail.port.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { ExaminedWith, ExamineOutcome } from '../../triage/examination/examination.port.ts';
import { examine } from '../../triage/examination/examine.ts';
import { originalOf } from '../../triage/examination/forwarded.ts';
import { likenessOf } from '../../triage/examination/likeness.ts';
import type { ReadParts } from '../../triage/file/part-reading.port.ts';
import { isReadable, readableOf } from '../../triage/mail/readable.ts';
import { advisoryFiles, examinerOf } from '../triage/commands.ts';

/** What a thread is started with. */
export type ThreadData = { readonly env: Readonly<Record<string, string | undefined>>; readonly dataFolder: string };

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const hash: HashBytes = (bytes) => {
  const parsed = parseSha256(sha256(bytes));
  if (parsed === null) throw new Error('a hash that is none');
  return parsed;
};
const NOTHING = new Uint8Array(0);

/** The mail with the hash of each part; the bytes of those that are wanted. Carried mails go without their parts' bytes. */
function forReading(mail: Mail, wanted: PartsWanted): Mail {
  return {
    ...mail,
    attachments: mail.attachments.map((part, index) => ({
      ...part,
      sha256: sha256(part.bytes),
      // A copy of its own: the part is a window on the whole mail, and the whole would be sent with it.
      bytes: index === wanted ? Uint8Array.from(part.bytes) : NOTHING,
    })),
    embedded: [],
    embeddedBytes: [],
  };
}

const kept: { examiner: ReturnType<typeof examinerOf> | null } = { examiner: null };
/** Rules are read and compiled once for each thread: for each mail that took eight times as long as examining it. */
const examinerOfThread = (env: ThreadData['env']): ReturnType<typeof examinerOf> => (kept.examiner ??= examinerOf({ env }));

const notInTime: ReadParts = (parts) => Promise.resolve(parts.map(() => ({ is: 'not-read', why: 'over-limit' })));

/** `files`: whether attachments are read; where that went over a limit, the mail is examined once more without. */
async function examined({
  bytes,
  given,
  files,
}: {
  readonly bytes: Uint8Array;
  readonly given: ExaminedWith;
  readonly files: boolean;
}): Promise<ExamineOutcome> {
  const { env, dataFolder } = workerData as ThreadData;
  const examiner = await examinerOfThread(env)({ ownServers: [], ownDomains: given.ownDomains, lookUps: 'off', recorded: null });
  const advisories = advisoryFiles({ dataFolder, clock: { now: () => given.now } }).open();
  try {
    const readParts = files ? examiner.readParts : notInTime;
    const seen = await examine({ ...examiner, readParts, advisories, hash }, bytes, given.inventory, given.now, given.how);
    const mail = readMail(bytes);
    if (!isReadable(mail)) return { is: 'examined', seen, campaign: null };
    const original = originalOf(readableOf(mail, domains.exists));
    return { is: 'examined', seen, campaign: { how: original.how, likeness: likenessOf(original.subject, original.text) } };
  } finally {
    advisories.close();
  }
}

serveThread({
  describe: ({ bytes, around }: { readonly bytes: Uint8Array; readonly around: Surroundings }) => describeBy(readMail)(bytes, around),
  read: ({ bytes, wanted }: { readonly bytes: Uint8Array; readonly wanted: PartsWanted }) => forReading(readMail(bytes), wanted),
  html: ({ bytes, pictures }: { readonly bytes: Uint8Array; readonly pictures: boolean }) => {
    const mail = readMail(bytes);
    return sanitiseHtml(mail.html ?? '', embeddedPictures(mail.attachments, pictures));
  },
  examine: examined,
});
