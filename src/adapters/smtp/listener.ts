// SPDX-License-Identifier: Apache-2.0
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { ReceiveMail } from '../../intake/receive.port.ts';
import type { WayIn } from '../../intake/ways.port.ts';
import { takeQuotedAddresses } from './quoted-senders.ts';

export type ListenerSettings = {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly maxBytes: number;
  /** STARTTLS (RFC 3207): absent none is offered; `required` takes no mail in the clear. */
  readonly tls?: { readonly required: boolean; readonly certificate: { readonly cert: string; readonly key: string } };
  readonly limits?: Partial<ListenerLimits>;
};

export type ListenerLimits = {
  readonly clients: number;
  /** Silence after which a client is dropped. */
  readonly silenceMillis: number;
  /** Time within which a mail must have come in whole, however busily it trickles. */
  readonly mailMillis: number;
  /** Bytes of all mails that are coming in at one moment; beyond, new ones are put off. */
  readonly bytesAtOnce: number;
};

export type MailListener = {
  readonly name: string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The port that was taken; 0 before `start`. */
  readonly port: () => number;
  readonly way: () => WayIn;
};

const LIMITS: ListenerLimits = { clients: 100, silenceMillis: 60_000, mailMillis: 600_000, bytesAtOnce: 512 * 1024 * 1024 };

/** Known to the library, not to its types. */
const LENIENT: object = { lenientAddressParsing: true };

/**
 * Takes mails by SMTP (RFC 5321) or LMTP (RFC 2033) and answers 250 only when `receive` has resolved: bytes, entry
 * and register are on disk by then. Whatever fails on our side is a temporary failure, so the other side keeps the mail.
 */
export function mailListener(settings: ListenerSettings, receive: ReceiveMail): MailListener {
  const limits = { ...LIMITS, ...settings.limits };
  const state = { port: 0, coming: 0 };
  const server = new SMTPServer({
    lmtp: settings.protocol === 'lmtp',
    name: 'matoi',
    banner: 'Matoi incident desk',
    size: settings.maxBytes,
    authOptional: true,
    disabledCommands: settings.tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...(settings.tls === undefined ? {} : { ...settings.tls.certificate, minVersion: 'TLSv1.2' as const }),
    disableReverseLookup: true,
    // Addresses that carriers really gave out ("..name..k.@") stand against RFC 5321; refusing them for good would lose a report.
    ...LENIENT,
    onConnect(session, answer) {
      for (const connection of server.connections as Set<{ id?: string }>)
        if (connection.id === session.id) takeQuotedAddresses(connection);
      answer();
    },
    maxClients: limits.clients,
    socketTimeout: limits.silenceMillis,
    closeTimeout: 3000,
    logger: false,
    onMailFrom(_address, session, answer) {
      const clear = settings.tls?.required === true && !session.secure;
      answer(clear ? new NotTaken(530, 'Must issue a STARTTLS command first') : null);
    },
    onData(stream, session, answer) {
      const late = setTimeout(() => cutOff(server, session), limits.mailMillis);
      takeMail(stream, session, settings, limits, state, receive)
        .then(
          (reportId) => answer(null, `OK: ${reportId}`),
          (cause) => answer(refusal(cause)),
        )
        .finally(() => clearTimeout(late))
        .catch(() => undefined);
    },
  });
  server.on('error', () => {
    // A client's connection broke. What it had not ended was never taken; what was answered stays.
  });
  return {
    name: settings.protocol,
    port: () => state.port,
    way: () => ({
      kind: settings.protocol,
      is: server.server.listening ? 'open' : 'stopped',
      where: `${settings.host}:${state.port || settings.port}`,
      encryption: settings.tls === undefined ? 'none' : settings.tls.required ? 'required' : 'offered',
      failures: 0,
      lastFailure: null,
      words: null,
    }),
    start: () =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(settings.port, settings.host, () => {
          server.server.off('error', reject);
          const address = server.server.address();
          state.port = typeof address === 'object' && address !== null ? address.port : settings.port;
          resolve();
        });
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

class NotTaken extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

async function takeMail(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  settings: ListenerSettings,
  limits: ListenerLimits,
  state: { coming: number },
  receive: ReceiveMail,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const taken = { bytes: 0, putOff: false };
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      if (taken.putOff || taken.bytes + chunk.length > settings.maxBytes) {
        // The rest is read and let go: the answer comes at the end, as the protocol wants it.
        chunks.length = 0;
        taken.putOff ||= taken.bytes + chunk.length <= settings.maxBytes;
        continue;
      }
      if (state.coming + chunk.length > limits.bytesAtOnce) {
        taken.putOff = true;
        continue;
      }
      chunks.push(chunk);
      taken.bytes += chunk.length;
      state.coming += chunk.length;
    }
    if (stream.sizeExceeded) throw new NotTaken(552, 'message too large');
    if (taken.putOff) throw new NotTaken(452, 'too much mail at once, try again later');
    const { rcptTo, mailFrom } = session.envelope;
    const received = await receive(Buffer.concat(chunks), {
      channel: 'smtp',
      mailbox: rcptTo.map((recipient) => recipient.address).join(', '),
      envelopeFrom: mailFrom === false ? '' : mailFrom.address,
    });
    return received.reportId;
  } finally {
    state.coming -= taken.bytes;
  }
}

/** Full disk: 452 (RFC 5321, 4.2.3). Anything else of ours: 451. Never a permanent refusal for our own fault. */
function refusal(cause: unknown): NotTaken {
  if (cause instanceof NotTaken) return cause;
  const code = (cause as { code?: string } | null)?.code ?? '';
  if (/^(ENOSPC|EDQUOT|EFBIG|53100)$/.test(code)) return new NotTaken(452, 'insufficient system storage, try again later');
  return new NotTaken(451, 'could not be stored, try again later');
}

function cutOff(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections as Set<{ id?: string; close?: () => void }>)
    if (connection.id === session.id) connection.close?.();
}
