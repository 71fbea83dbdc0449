// SPDX-License-Identifier: Apache-2.0
import type { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Leaving } from './connection.ts';

/** A connection to a server that is open and signed in. `send`: one at a time. `usable`: false when it has ended. */
export type Session = {
  readonly send: (mail: Leaving) => Promise<string>;
  readonly usable: () => boolean;
  readonly close: () => void;
};
type SignIn = { readonly user?: string; readonly pass?: string; readonly type?: string; readonly accessToken?: string };
type Options = SMTPConnectionOptions & { readonly url?: string; readonly auth?: SignIn };

/**
 * Connects and signs in by the library's own connection, without what its pool does for mails that are yet to be made: ours are
 * bytes already. No RSET between messages (RFC 5321 section 4.1.4 asks for none); after a refusal there is one.
 * @throws what the library says of a connection that did not come about
 */
export async function openSession(given: object): Promise<Session> {
  const [{ default: Connection }, { parseConnectionUrl }] = await Promise.all([
    import('nodemailer/lib/smtp-connection'),
    import('nodemailer/lib/shared'),
  ]);
  const { url, ...rest } = given as Options;
  const options = { ...(url === undefined ? {} : parseConnectionUrl(url)), ...rest } as Options;
  const connection = new Connection(options);
  const state = { usable: true };
  connection.once('end', () => {
    state.usable = false;
  });
  const close = (): void => {
    state.usable = false;
    connection.close();
  };
  try {
    await ready(connection);
    const auth = await authOf(options.auth);
    if (auth !== null && connection.allowsAuth)
      await new Promise<void>((resolve, reject) => {
        connection.login(auth, (cause) => (cause === null ? resolve() : reject(cause)));
      });
  } catch (cause) {
    close();
    throw cause;
  }
  // With a message under way its caller hears the same; without one the next message opens a new session.
  connection.on('error', () => undefined);
  return {
    usable: () => state.usable,
    close,
    async send(mail) {
      try {
        return await handOver(connection, mail);
      } catch (cause) {
        if (!(await goesOn(connection, cause))) close();
        throw cause;
      }
    },
  };
}

function ready(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server ended the connection')));
    connection.connect((cause) => {
      connection.off('error', reject);
      if (cause === undefined || cause === null) resolve();
      else reject(cause);
    });
  });
}

function handOver(connection: SMTPConnection, mail: Leaving): Promise<string> {
  return new Promise((resolve, reject) => {
    // Piped when the server has said that it waits for the content, and not before.
    const content = {
      pipe(into: NodeJS.WritableStream) {
        mail.given = true;
        into.end(mail.bytes);
      },
    } as unknown as Readable;
    connection.send({ from: mail.from, to: [mail.to] }, content, (cause, info) => {
      if (cause === null || cause === undefined) resolve(info?.response ?? '');
      else reject(cause);
    });
  });
}

/** Whether the session is fit for another message after this refusal. */
async function goesOn(connection: SMTPConnection, cause: unknown): Promise<boolean> {
  const { code, responseCode = 0 } = cause as { code?: string; responseCode?: number };
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || responseCode === 0 || responseCode === 421) return false;
  return new Promise((resolve) => {
    connection.reset((failed) => resolve(failed === null || failed === undefined));
  });
}

async function authOf(given: SignIn | undefined): Promise<SMTPConnectionAuth | null> {
  if (given?.user === undefined || given.user === '') return null;
  const { user, pass = '' } = given;
  if (given.type !== 'OAuth2') return { user, credentials: { user, pass } };
  const { default: XOAuth2 } = await import('nodemailer/lib/xoauth2');
  return { type: 'OAUTH2', user, method: 'XOAUTH2', oauth2: new XOAuth2({ user, accessToken: given.accessToken ?? '' }) };
}
