// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * An authenticator in software (Web Authentication Level 2): one ES256 key, user present and verified, attestation
 * "none". It answers as a browser hands the answer on, as JSON.
 */
export type SoftPasskey = {
  readonly register: (options: { readonly challenge: string; readonly rp: { readonly id: string } }, origin: string) => object;
  readonly authenticate: (options: { readonly challenge: string; readonly rpId: string }, origin: string) => object;
};

const PRESENT_AND_VERIFIED = 0x05;
const WITH_CREDENTIAL = 0x40;

export function softPasskey(): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const state = { counter: 0 };
  const authenticatorData = (rpId: string, flags: number, more: Buffer): Buffer => {
    const head = Buffer.alloc(5);
    head[0] = flags;
    state.counter += 1;
    head.writeUInt32BE(state.counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, more]);
  };
  const answer = (response: object) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response,
  });

  return {
    register({ challenge, rp }, origin) {
      const { x, y } = publicKey.export({ format: 'jwk' });
      const key = cborKey(Buffer.from(x ?? '', 'base64url'), Buffer.from(y ?? '', 'base64url'));
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const data = authenticatorData(rp.id, PRESENT_AND_VERIFIED | WITH_CREDENTIAL, Buffer.concat([Buffer.alloc(16), length, id, key]));
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: cborAttestation(data).toString('base64url'),
        transports: ['internal'],
      });
    },
    authenticate({ challenge, rpId }, origin) {
      const data = authenticatorData(rpId, PRESENT_AND_VERIFIED, Buffer.alloc(0));
      const client = clientData('webauthn.get', challenge, origin);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      });
    },
  };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** COSE_Key {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} as CBOR (RFC 9052 §7, RFC 8949). */
function cborKey(x: Buffer, y: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), cborBytes(x), Buffer.from([0x22]), cborBytes(y)]);
}

/** {"fmt": "none", "attStmt": {}, "authData": data}. */
function cborAttestation(data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from([0xa3]),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.from([0xa0]),
    cborText('authData'),
    cborBytes(data),
  ]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)]);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([
    bytes.length < 256 ? Buffer.from([0x58, bytes.length]) : Buffer.from([0x59, bytes.length >> 8, bytes.length & 0xff]),
    bytes,
  ]);
}
