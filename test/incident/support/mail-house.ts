// SPDX-License-Identifier: Apache-2.0
// The mail server of the house, on loopback: takes mail for its own people, lets theirs out, refuses whom its
// administrator names, and writes each down. Its log, not the desk, says what came, left and was refused.
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { MAILBOX_ACCOUNT, openMailboxServer } from '../../support/mailbox-server.ts';

export type HouseMail = {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly subject: string;
  readonly text: string;
  readonly raw: string;
};

export type MailHouse = {
  /** For the desk: the relay, and the mailbox that it reads. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Whose time its lines bear; this machine's until it is set. */
  readonly keepTime: (now: () => number) => void;
  /** Each mail once for each recipient, in the order in which they were taken. */
  readonly mails: readonly HouseMail[];
  /** Lines as a mail server writes them, refusals among them. */
  readonly log: readonly string[];
  /** From now on mails from this address are refused, but for those to `spared`. */
  /** A mailbox elsewhere that is no more: its server refuses every mail to it. */
  readonly drop: (address: string) => void;
  readonly refuse: (address: string, spared: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

export type HouseOptions = { readonly domain: string; readonly desk: string };

export async function openMailHouse({ domain, desk }: HouseOptions): Promise<MailHouse> {
  const [mails, log]: [HouseMail[], string[]] = [[], []];
  const time = { now: () => Date.now() };
  const refused = new Map<string, readonly string[]>();
  const gone = new Set<string>();
  const mailbox = await openMailboxServer();
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, { envelope }, done) {
      const from = addressOf(envelope.mailFrom);
      if (gone.has(address.toLowerCase())) return refuseWith(550, `5.1.1 <${address}>: user unknown`, from, address, done);
      if (refused.get(from)?.includes(address.toLowerCase()) !== false) return done();
      refuseWith(554, `5.7.1 <${from}>: Sender address rejected: Access denied`, from, address, done);
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => void keep(Buffer.concat(parts), addressOf(envelope.mailFrom), envelope.rcptTo, done));
    },
  });
  function refuseWith(code: number, text: string, from: string, to: string, done: (fault: Error) => void): void {
    log.push(
      `${new Date(time.now()).toISOString()} mx postfix/smtpd: NOQUEUE: reject: RCPT: ${code} ${text}; from=<${from}> to=<${to}> proto=ESMTP`,
    );
    done(Object.assign(new Error(text), { responseCode: code }));
  }
  async function keep(bytes: Buffer, from: string, rcpts: readonly { address: string }[], done: () => void): Promise<void> {
    const { subject = '', text = '' } = await new PostalMime().parse(bytes);
    const raw = bytes.toString('latin1');
    for (const { address } of rcpts) {
      const to = address.toLowerCase();
      mails.push({ from, to, at: time.now(), subject, text, raw });
      log.push(`${new Date(time.now()).toISOString()} mx postfix/smtp: from=<${from}> to=<${to}> status=sent`);
      if (to === desk) mailbox.append('INBOX', raw);
    }
    done();
  }
  server.on('error', () => undefined);
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    log,
    env: {
      MATOI_SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
      MATOI_MAIL_FROM: desk,
      MATOI_IMAP_URL: `imap://${MAILBOX_ACCOUNT.user}@127.0.0.1:${mailbox.port}/INBOX`,
      MATOI_IMAP_PASSWORD: MAILBOX_ACCOUNT.password,
      MATOI_IMAP_JUNK: 'none',
      MATOI_IMAP_POLL_SECONDS: '2',
      MATOI_OWN_DOMAINS: domain,
    },
    keepTime: (now) => void (time.now = now),
    drop: (address) => void gone.add(address.toLowerCase()),
    refuse: (address, spared) => void refused.set(address.toLowerCase(), spared),
    async close() {
      await new Promise<void>((done) => server.close(() => done()));
      await mailbox.close();
    },
  };
}

/** Mails by one sender over one connection, as a mail program sends them; gives the server's answer to each. */
export async function sendMails(
  port: number,
  mails: readonly { from: string; to: string; subject: string; text: string; messageId?: string }[],
): Promise<readonly string[]> {
  const client = createTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages: 10_000,
  });
  const answers: string[] = [];
  for (const mail of mails)
    answers.push(
      await client.sendMail(mail).then(
        (sent) => sent.response,
        (cause: { response?: string; message: string }) => cause.response ?? cause.message,
      ),
    );
  client.close();
  return answers;
}

function addressOf(part: false | { readonly address: string }): string {
  return part === false ? '' : part.address.toLowerCase();
}
