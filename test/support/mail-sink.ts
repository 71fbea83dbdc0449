// SPDX-License-Identifier: Apache-2.0
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type SinkMail = {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly raw: Uint8Array;
};
/** `taken`, or a reply code with its text; at RCPT, as a mail server refuses an address. */
export type SinkAnswer = 'taken' | { readonly code: number; readonly text: string };

export type MailSink = {
  readonly url: string;
  readonly port: number;
  readonly mails: readonly SinkMail[];
  /** Recipients in the order in which they were asked for, refused ones too. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

/** A real SMTP server on loopback that answers each recipient as it is told. `at`: the port of one that was closed before. */
export async function openMailSink(answerFor: (to: string, attempt: number) => SinkAnswer = () => 'taken', at = 0): Promise<MailSink> {
  const mails: SinkMail[] = [];
  const asked: string[] = [];
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      const answer = answerFor(address, attempt);
      if (answer === 'taken') return done();
      done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        void keep(session.envelope.rcptTo[0]?.address ?? '', raw, done);
      });
    },
  });
  async function keep(to: string, raw: Uint8Array, done: () => void): Promise<void> {
    const mail = await new PostalMime().parse(raw);
    const { messageId = '', subject = '', text = '' } = mail;
    mails.push({ to, messageId, subject, text: text.replace(/\n$/, ''), raw });
    done();
  }
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    port,
    mails,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
