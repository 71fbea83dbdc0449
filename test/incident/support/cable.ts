// SPDX-License-Identifier: Apache-2.0
// A cable on loopback: whoever connects to its port reaches the server behind it, until it is pulled.
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export type Cable = {
  readonly port: number;
  /** Nobody is listening any more, and what was open has ended. */
  readonly pull: () => Promise<void>;
  readonly putBack: () => Promise<void>;
  /** Whether somebody who connects is taken. */
  readonly answers: () => Promise<boolean>;
};

export async function openCable(leadsTo: () => number): Promise<Cable> {
  const open = new Set<Socket>();
  const held: { server: Server | null; port: number } = { server: null, port: 0 };
  const putBack = async (): Promise<void> => {
    const server = createServer((near) => {
      const far = connect(leadsTo(), '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          open.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(held.port, '127.0.0.1', listening);
    });
    held.server = server;
    held.port = (server.address() as AddressInfo).port;
  };
  await putBack();
  return {
    get port() {
      return held.port;
    },
    putBack,
    async pull() {
      const ended = new Promise<void>((done) => (held.server === null ? done() : held.server.close(() => done())));
      for (const socket of open) socket.destroy();
      await ended;
      held.server = null;
    },
    answers: () =>
      new Promise((said) => {
        const socket = connect(held.port, '127.0.0.1');
        socket.once('connect', () => {
          socket.destroy();
          said(true);
        });
        socket.once('error', () => said(false));
      }),
  };
}
