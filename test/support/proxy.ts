// SPDX-License-Identifier: Apache-2.0
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type RecordingProxy = {
  readonly url: string;
  readonly port: number;
  /** `POST http://chat.example/hook`, `CONNECT push.example:443`, in the order in which they came. */
  readonly asked: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
};

/** An HTTP proxy (RFC 9110 §7.3.2, §9.3.6) that knows some hosts by ports of loopback; all others do not exist for it. */
export async function openProxy(hosts: Readonly<Record<string, number>>): Promise<RecordingProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : null;
    const port = hosts[url?.hostname ?? ''];
    if (url === null || port === undefined) return void outgoing.writeHead(502).end();
    const path = `${url.pathname}${url.search}`;
    const up = request({ host: '127.0.0.1', port, path, method: incoming.method, headers: incoming.headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    up.on('error', () => outgoing.destroy());
    incoming.pipe(up);
  });
  server.on('connect', (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    client.on('error', () => undefined);
    const port = hosts[/^(.+):\d+$/.exec(incoming.url ?? '')?.[1] ?? ''];
    if (port === undefined) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const up = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      up.pipe(client);
      client.pipe(up);
    });
    for (const one of [up, client]) sockets.add(one);
    up.on('error', () => client.destroy());
    client.on('close', () => up.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    authorizations,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
