import { parseDig, recordsOf } from '../../../lib/probe/dig';

/** Printed by dig 9.18 for three questions at once; the second had no answer, the third's name does not exist. */
const printed = `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 35262
;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; COOKIE: 3d6b4ed8f7fc2f9a010000006b03ffd0a35635f334142d8a (good)
;; QUESTION SECTION:
;GitHub.com.			IN	A

;; ANSWER SECTION:
GitHub.com.		300	IN	A	203.0.113.80

;; Query time: 4 msec
;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
;; WHEN: Mon Nov 23 08:56:48 UTC 2026
;; MSG SIZE  rcvd: 67

;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 48965
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
;; QUESTION SECTION:
;30.56.168.192.in-addr.arpa.	IN	PTR

;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)

;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 51953
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1

;; QUESTION SECTION:
;nobody.company.internal.			IN	A

;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
`;

const nobodyAnswered = `;; communications error to 127.0.0.9#53: connection refused
;; no servers could be reached
`;

describe('what dig prints', () => {
  test('is no reply at all when no server was reached', () => {
    expect(parseDig(nobodyAnswered)).toEqual([]);
  });

  test('is read question by question, names in lower case and without the final dot', () => {
    expect(parseDig(printed)).toEqual([
      {
        status: 'NOERROR',
        question: 'github.com',
        answers: [{ name: 'github.com', type: 'A', data: '203.0.113.80' }],
        authoritative: false,
        server: '10.96.0.10',
      },
      { status: 'SERVFAIL', question: '30.56.168.192.in-addr.arpa', answers: [], authoritative: false, server: '10.96.0.10' },
      { status: 'NXDOMAIN', question: 'nobody.company.internal', answers: [], authoritative: false, server: '10.96.0.10' },
    ]);
  });

  test('gives the records of one type in order', () => {
    const [reply] = parseDig(
      printed.replace(
        '\n\n;; Query time: 4',
        '\nGitHub.com. 300 IN A 203.0.113.8\nGitHub.com. 300 IN TXT "v"\n\n;; Query time: 4',
      ),
    );
    expect(recordsOf(reply!, 'A')).toEqual(['203.0.113.8', '203.0.113.80']);
  });
});
