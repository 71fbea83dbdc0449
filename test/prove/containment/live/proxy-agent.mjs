// SPDX-License-Identifier: Apache-2.0
// Runs inside one namespace of the proxy's laboratory. Every port is a web server that answers HTTP with a page and a
// TLS hello with a word that no proxy says; on request it opens connections through the proxy, all at once:
// {id, wait, probes} on standard input gives {id, ends} on standard output.
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';

const { ports } = JSON.parse(process.argv[2] ?? '{"ports":[]}');
const WORD = 'matoi-origin';
const quiet = () => undefined;

const servers = ports.map(
  (port) =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        socket.on('error', quiet);
        socket.once('data', (data) =>
          socket.end(data[0] === 0x16 ? WORD : `HTTP/1.1 200 OK\r\nContent-Length: ${WORD.length}\r\nConnection: close\r\n\r\n${WORD}`),
        );
      });
      server.listen({ port, host: '::' }, resolve);
    }),
);

/** The first flight of a real TLS client for this name; without one there is no server name in it. */
function helloFor(name) {
  return new Promise((resolve) => {
    const pipe = new Duplex({ read: quiet, write: (chunk, _, done) => (resolve(chunk), done()) });
    const client = tlsConnect({ socket: pipe, rejectUnauthorized: false, ...(name === null ? {} : { servername: name }) });
    client.on('error', quiet);
  });
}
const hellos = new Map();
async function hello(name) {
  if (!hellos.has(name)) hellos.set(name, await helloFor(name));
  return hellos.get(name);
}

/** `open`: the web server itself answered. `denied`: the proxy said no. Everything else is named, and is no verdict. */
function attempt({ src, proxy, how, host, port }, first, wait) {
  return new Promise((resolve) => {
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const socket = connect({ host: proxy, port: 3128, localAddress: src });
    let text = '';
    let tunnel = how !== 'connect';
    const end = (verdict) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(verdict);
    };
    const timer = setTimeout(() => end(tunnel ? 'silence' : 'no answer'), wait);
    socket.on('connect', () =>
      socket.write(
        how === 'connect'
          ? `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`
          : `GET http://${target}/ HTTP/1.1\r\nHost: ${target}\r\nConnection: close\r\n\r\n`,
      ),
    );
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (text.includes(WORD)) return end('open');
      const head = text.indexOf('\r\n\r\n');
      if (tunnel ? how === 'get' && head !== -1 : head !== -1) {
        const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1];
        if (status === '403') return end('denied');
        if (status !== '200') return end(`status ${status}`);
        if (!tunnel) {
          tunnel = true;
          text = text.slice(head + 4);
          socket.write(first);
        }
      }
      // A record that the proxy itself writes inside the tunnel (its alert or its own hello) is its way to say no.
      if (tunnel && how === 'connect' && [0x15, 0x16].includes(text.charCodeAt(0))) end('denied');
    });
    // After the hello a cut is what `terminate` does; before it, it is a fault.
    socket.on('close', () => end(tunnel && how === 'connect' ? 'denied' : 'closed'));
    socket.on('error', (error) => end(tunnel && how === 'connect' ? 'denied' : `error ${error.code}`));
  });
}

await Promise.all(servers);
process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { id, wait, probes } = JSON.parse(line);
  const ends = await Promise.all(probes.map(async (probe) => attempt(probe, await hello(probe.name), wait)));
  process.stdout.write(`${JSON.stringify({ id, ends })}\n`);
}
process.exit(0);
