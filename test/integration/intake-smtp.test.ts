// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { describeBy } from '../../src/intake/mail/describe.ts';
import { createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import { ownCertificate } from '../../src/adapters/certificate/mail-certificate.ts';
import { mailListener } from '../../src/adapters/smtp/listener.ts';
import type { ListenerSettings, MailListener } from '../../src/adapters/smtp/listener.ts';
import { createReceive } from '../../src/intake/receive.ts';
import type { ReceiveMail } from '../../src/intake/receive.port.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { smtpClient, smtpClientOverTls } from '../support/smtp-client.ts';

const crlf = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
const mail = (subject: string, body = 'body\n'): Buffer => crlf(`From: A <a@example.com>\nSubject: ${subject}\n\n${body}`);

describe('integration/intake-smtp', () => {
  const held = { desk: null as TestDesk | null, running: [] as MailListener[] };
  const desk = (): TestDesk => held.desk as TestDesk;
  const receiver = (): ReceiveMail =>
    createReceive({
      ...desk(),
      store: createIntakeStore(desk().database),
      describe: describeBy(readMail),
      house: () => Promise.resolve({ ownDomains: [], ways: [] }),
    });
  const listen = async (receive: ReceiveMail, settings: Partial<ListenerSettings> = {}): Promise<number> => {
    const listener = mailListener({ protocol: 'smtp', host: '127.0.0.1', port: 0, maxBytes: 200_000, ...settings }, receive);
    await listener.start();
    held.running.push(listener);
    return listener.port();
  };
  const reports = (search: string) => createIntakeStore(desk().database).list({ search, limit: 500 });

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(async () => {
    for (const listener of held.running) await listener.stop();
    await desk().close();
  });

  it('keeps a mail byte for byte, opens its case, and answers 250 with the number', async () => {
    const client = await smtpClient(await listen(receiver()));
    const raw = crlf('From: a@example.com\nSubject: bytes\n\n.dot\n..two\n\0nul \xff\xe3 high\n.\n');
    const answer = await client.mail(raw, 'mallory@example.com', 'security@example.jp');
    expect(answer).toMatch(/^250 .*R-2026-\d{5}$/);
    const [report] = await reports('bytes');
    expect(report?.caseId).toMatch(/^C-2026-/);
    expect(Buffer.compare((await desk().blobs.get(report?.raw as never)) ?? Buffer.alloc(0), raw)).toBe(0);
    const [arrival] = await createIntakeStore(desk().database).arrivalsOf(report?.reportId as never, 10);
    expect(arrival).toMatchObject({ channel: 'smtp', mailbox: 'security@example.jp', envelopeFrom: 'mallory@example.com' });
    client.close();
  });

  it.for([
    '..mori..k.@carrier.example',
    '.a@carrier.example',
    '"..mori..k."@carrier.example',
    '"two words"@lab.example',
    '"a@b"@lab.example',
  ])('takes the sender %s, that some carrier once gave out', async (sender) => {
    const client = await smtpClient(await listen(receiver()));
    const subject = `sender ${sender.length}`;
    expect(await client.mail(mail(subject), sender, 'security@example.jp')).toMatch(/^250 /);
    const [report] = await reports(subject);
    const [arrival] = await createIntakeStore(desk().database).arrivalsOf(report?.reportId as never, 10);
    expect(arrival?.envelopeFrom).toBe(sender);
    client.close();
  });

  it('takes pipelined mails and many clients at once, each exactly once', async () => {
    const port = await listen(receiver());
    const client = await smtpClient(port);
    for (const subject of ['pipe-1', 'pipe-2']) {
      client.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
      client.send(Buffer.concat([mail(subject), Buffer.from('.\r\n')]));
    }
    const answers = [];
    for (let reply = 0; reply < 8; reply += 1) answers.push((await client.reply()).slice(0, 3));
    expect(answers).toEqual(['250', '250', '354', '250', '250', '250', '354', '250']);
    const answered = await Promise.all(
      Array.from({ length: 30 }, async (_, number) => {
        const one = await smtpClient(port);
        const answer = await one.mail(mail(`many-${number}-`));
        one.close();
        return answer.slice(0, 3);
      }),
    );
    expect(new Set(answered)).toEqual(new Set(['250']));
    expect(await reports('many-')).toHaveLength(30);
    expect(await reports('pipe-')).toHaveLength(2);
    client.close();
  });

  it('makes one report of the same bytes, however often and from however many processes they come', async () => {
    const doors = [receiver(), receiver()];
    const raw = mail('the very same');
    const received = await Promise.all(
      Array.from({ length: 12 }, (_, at) => (doors[at % 2] as ReceiveMail)(raw, { channel: 'smtp', mailbox: `m${at}` })),
    );
    expect(new Set(received.map((each) => each.reportId)).size).toBe(1);
    expect(received.filter((each) => !each.again)).toHaveLength(1);
    const [report, ...others] = await reports('the very same');
    expect(others).toEqual([]);
    expect(report?.arrivals).toBe(12);
    const view = await desk().journal.view(report?.caseId as never);
    expect(view?.parts.intake.reports).toMatchObject([{ arrivals: 12 }]);
  });

  it('speaks LMTP, with one answer for each recipient', async () => {
    const client = await smtpClient(await listen(receiver(), { protocol: 'lmtp' }), 'LHLO test.example');
    client.send('MAIL FROM:<>\r\nRCPT TO:<a@example.jp>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
    for (const wanted of ['250', '250', '250', '354']) expect((await client.reply()).slice(0, 3)).toBe(wanted);
    client.send(Buffer.concat([mail('by lmtp'), Buffer.from('.\r\n')]));
    expect([(await client.reply()).slice(0, 3), (await client.reply()).slice(0, 3)]).toEqual(['250', '250']);
    expect(await reports('by lmtp')).toHaveLength(1);
    client.close();
  });

  it('takes a mail over STARTTLS under its own certificate, and where that is required none in the clear', async () => {
    const certificate = ownCertificate(desk().dataFolder, new Date(desk().clock.now()));
    expect(ownCertificate(desk().dataFolder, new Date(desk().clock.now()))).toEqual(certificate);
    const { subjectAltName = '' } = new X509Certificate(certificate.cert);
    const port = await listen(receiver(), { tls: { required: true, certificate } });

    const plain = await smtpClient(port);
    expect(await plain.ask('MAIL FROM:<a@example.com>')).toMatch(/^530 /);
    const secure = await smtpClientOverTls(port, certificate.cert, subjectAltName.replace('DNS:', ''));
    expect((await secure.mail(mail('under the seal'))).slice(0, 3)).toBe('250');

    expect(await reports('under the seal')).toHaveLength(1);
    for (const client of [plain, secure]) client.close();
  });

  it('offers STARTTLS without insisting, and nothing of it where it is off', async () => {
    const certificate = ownCertificate(desk().dataFolder, new Date(desk().clock.now()));
    const offered = await smtpClient(await listen(receiver(), { tls: { required: false, certificate } }));
    expect((await offered.mail(mail('in the clear'))).slice(0, 3)).toBe('250');
    const off = await smtpClient(await listen(receiver()));
    expect((await off.ask('STARTTLS')).slice(0, 3)).toMatch(/^5/);
    for (const client of [offered, off]) client.close();
  });

  it('finds a mail by its words before and after they are in the index', async () => {
    const client = await smtpClient(await listen(receiver()));
    await client.mail(mail('to be indexed', 'a rare word: 纏持ち\n'));
    const store = createIntakeStore(desk().database);
    expect(await reports('be indexed')).toHaveLength(1);
    while ((await store.indexWords(7)) > 0);
    expect(await reports('be indexed')).toHaveLength(1);
    client.close();
  });

  it('refuses what is too large for good, and what it cannot store for now, with nothing half-stored', async () => {
    const large = await smtpClient(await listen(receiver()));
    expect((await large.mail(mail('large', 'x'.repeat(300_000)))).slice(0, 3)).toBe('552');
    expect((await large.ask('MAIL FROM:<a@example.com> SIZE=999999999')).slice(0, 3)).toBe('552');
    const full = { ...desk().blobs, put: () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) };
    const store = createIntakeStore(desk().database);
    const onFullDisk = await smtpClient(
      await listen(
        createReceive({
          ...desk(),
          blobs: full,
          store,
          describe: describeBy(readMail),
          house: () => Promise.resolve({ ownDomains: [], ways: [] }),
        }),
      ),
    );
    expect((await onFullDisk.mail(mail('unstorable'))).slice(0, 3)).toBe('452');
    const down = { ...desk().journal, write: () => Promise.reject(new Error('connection refused')) };
    const onDown = await smtpClient(
      await listen(
        createReceive({
          ...desk(),
          journal: down,
          store,
          describe: describeBy(readMail),
          house: () => Promise.resolve({ ownDomains: [], ways: [] }),
        }),
      ),
    );
    expect((await onDown.mail(mail('unstorable'))).slice(0, 3)).toBe('451');
    expect(await reports('unstorable')).toEqual([]);
    expect(await reports('large')).toEqual([]);
    for (const client of [large, onFullDisk, onDown]) client.close();
  });

  it('keeps nothing of a client that drops within DATA, and goes on with the next', async () => {
    const port = await listen(receiver());
    const client = await smtpClient(port);
    client.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
    for (let reply = 0; reply < 3; reply += 1) await client.reply();
    client.send('Subject: dropped\r\n\r\nhalf of it');
    await pause(50);
    client.close();
    const next = await smtpClient(port);
    expect((await next.mail(mail('after the drop'))).slice(0, 3)).toBe('250');
    expect(await reports('dropped')).toEqual([]);
    next.close();
  });

  it('lets go of clients that are silent, that trickle without end, or that are too many', async () => {
    const port = await listen(receiver(), { limits: { silenceMillis: 300, mailMillis: 900, clients: 2 } });
    const silent = await smtpClient(port);
    await silent.closed;
    const trickling = await smtpClient(port);
    trickling.send('MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.jp>\r\nDATA\r\n');
    for (let reply = 0; reply < 3; reply += 1) await trickling.reply();
    const drip = setInterval(() => trickling.send('x\r\n'), 50);
    await trickling.closed;
    clearInterval(drip);
    const [one, two] = [await smtpClient(port), await smtpClient(port)];
    await expect(smtpClient(port)).rejects.toThrow(/421|closed/);
    one.close();
    two.close();
  });

  it('leaves a whole chain behind', async () => {
    const verified = await verifyJournal({ language: caseLanguage, store: desk().store, blobs: desk().blobs, hash: sha256 });
    expect(verified.faults).toEqual([]);
  });
});
