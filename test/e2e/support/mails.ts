// SPDX-License-Identifier: Apache-2.0

/** A self-styled helper's mail with an HTML part that would like to run, to phone home and to leave its frame. */
export function hostileMail(): Buffer {
  const html = `<html><body><h1>至急ご対応ください</h1>
<script>parent.document.title = 'taken'; fetch('http://beacon.example/ran');</script>
<img src="http://beacon.example/pixel.png" onerror="parent.document.title='taken'">
<a href="javascript:parent.document.title='taken'">詳細</a>
<form action="http://beacon.example/form"><input name="password"><button>送る</button></form>
<meta http-equiv="refresh" content="0;url=http://beacon.example/away">
<style>@import url("http://beacon.example/style.css"); body { background: url(http://beacon.example/bg.png) }</style>
<p>本文の続き</p></body></html>`;
  return mail([
    'From: =?UTF-8?B?55m944GE5bi95a2Q?= <helper@provider.example>',
    'To: webadmin@example.jp',
    'Subject: =?UTF-8?B?6LK056S+44Km44Kn44OW44K144Kk44OI44GuIENHSSDjgavml6Lnn6Xjga7ohIblvLHmgKfjgYzjgYLjgorjgb7jgZk=?=',
    'Date: Sat, 21 Nov 2026 14:05:00 +0900',
    'Message-ID: <1@provider.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=out',
    '',
    '--out',
    'Content-Type: multipart/alternative; boundary=in',
    '',
    '--in',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'ウェブ管理者様',
    '貴社の CGI には既知の脆弱性があります。<script>document.title = "taken"</script>',
    '',
    '--in',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--in--',
    '--out',
    'Content-Type: application/octet-stream; name=proof.txt',
    'Content-Disposition: attachment; filename=proof.txt',
    '',
    'proof',
    '--out--',
    '',
  ]);
}

export function plainMail(subject: string, text: string): Buffer {
  return mail([
    'From: Ravi <ravi@hunter.example>',
    'To: security@example.jp',
    `Subject: ${subject}`,
    'Date: Sat, 21 Nov 2026 05:05:00 +0000',
    `Message-ID: <${subject.replaceAll(/\W/g, '')}@hunter.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ]);
}

function mail(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'));
}
