// SPDX-License-Identifier: Apache-2.0
// Runs inside one namespace. With `serve` it is a real HTTPS server on one address that says which server name and which
// Host it was asked for; on request it opens a TLS connection through a proxy's tunnel and asks with both:
// {id, src, proxy, dst, servername, host} on standard input gives {id, answer} on standard output.
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as tlsConnect } from 'node:tls';

const { serve = null } = JSON.parse(process.argv[2] ?? '{}');
const WAIT = 5000;

if (serve !== null) {
  const server = createServer({ key: serve.key, cert: serve.cert }, (request, response) =>
    response.end(`${request.socket.servername || '-'}|${request.headers.host}`),
  );
  await new Promise((resolve) => server.listen({ port: 443, host: serve.address }, resolve));
}

/** What the web server answered through the tunnel, or how it ended. */
function tunnel({ src, proxy, dst, servername, host }) {
  return new Promise((resolve) => {
    const socket = connect({ host: proxy, port: 3128, localAddress: src });
    const timer = setTimeout(() => end('silence'), WAIT);
    const end = (answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.on('error', () => end('cut'));
    socket.on('connect', () => socket.write(`CONNECT ${dst}:443 HTTP/1.1\r\nHost: ${dst}:443\r\n\r\n`));
    socket.once('data', (head) => {
      if (!head.toString('latin1').startsWith('HTTP/1.1 200')) return end('denied');
      const tls = tlsConnect({ socket, rejectUnauthorized: false, ...(servername === null ? {} : { servername }) });
      let text = '';
      tls.on('secureConnect', () => tls.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`));
      tls.on('data', (data) => (text += data.toString('utf8')));
      tls.on('end', () => end(/([^\r\n|]+\|[^\r\n]+)/.exec(text)?.[1] ?? 'cut'));
      tls.on('error', () => end('cut'));
      tls.on('close', () => end('cut'));
    });
  });
}

process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...question } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ id, answer: await tunnel(question) })}\n`);
}
process.exit(0);
