// A bundle of a frozen record and a large one, put together here under a key of its own: node frozen.mjs verify.js [entries].
// Prints what the verifier says of the frozen one, of it with its freeze left out, and how long the large one took.
import { createRequire } from 'node:module';
import { createHash, createCipheriv, createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const [verifier, count = '12', out] = process.argv.slice(2);
const CaseBundle = createRequire(import.meta.url)(verifier);
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest(), node = (l, r) => sha(Buffer.from([1]), l, r);
const split = n => 2 ** Math.floor(Math.log2(n - 1)), b64 = bytes => Buffer.from(bytes).toString('base64');
const tree = hashes => hashes.length === 1 ? hashes[0] : node(tree(hashes.slice(0, split(hashes.length))), tree(hashes.slice(split(hashes.length))));
const sorted = value => Array.isArray(value) ? value.map(sorted) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map(k => [k, sorted(value[k])])) : value;
const family = '019a0000-0000-7000-8000-000000000001', person = '019a0000-0000-7000-8000-000000000002', at = '2026-11-06T10:00:00.000000Z';

function value(of, plain, keys) {
  const key = randomBytes(32), commitment = createHmac('sha256', key).update('safeguard/commitment/v1').digest();
  const text = Buffer.from(JSON.stringify(plain)), padded = Buffer.concat([text, Buffer.alloc((32 - text.length % 32) % 32, 32)]);
  const cipher = createCipheriv('aes-256-gcm', key, createHmac('sha256', key).update('safeguard/nonce/v1').digest().subarray(0, 12)).setAAD(commitment);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  keys.push({ of, key: b64(key) });
  return { subject: `family-${family}`, of, key: '019a0000-0000-7000-8000-0000000000d0', commitment: b64(commitment), sealed: b64(sealed) };
}

function entry(keys, stream, version, type, data, text) {
  const id = randomUUID();
  return Buffer.from(JSON.stringify(sorted({
    causation: null, correlation: null, id, stream, version, type, recordedAt: at, headers: { actor: 'worker', agency: 'p2r-bedford', role: 'Practitioner', commandId: family },
    data: { envelope: { happened: { earliest: at, latest: at, precision: 'Exact' }, learnedAt: at, knownFrom: 'Observed', subjects: [], sensitivity: [] }, ...data, ...Object.fromEntries(Object.entries(text ?? {}).map(([n, t]) => [n, value(`${id}#/${n}`, t, keys)])) },
  })));
}

function made(concerns, { frozen = true, apart = 3 } = {}) {
  const keys = [], entries = [];
  entries.push(entry(keys, `person-${person}`, 1, 'person_registered', { person, sex: 'Female' }, { name: { given: 'Nguyễn Thị', family: 'Ánh Tuyết' } }));
  for (let v = 1; v <= concerns; v++) entries.push(entry(keys, `family-${family}`, v, 'concern_recorded', { children: [person], source: 'OwnWorker', threshold: 'Need' }, { text: `Visit ${v}. قالت الأم إنها متعبة. </script><b>She said “no”.</b>` }));
  if (frozen) for (const [stream, v] of [[`family-${family}`, concerns + 1], [`person-${person}`, 2], [`access-${family}`, 1]]) entries.push(entry(keys, stream, v, 'evidence_frozen', { review: family }));
  const leaves = entries.map(e => sha(Buffer.from([0]), e)), position = entries.length * apart;
  const making = entry(keys, `access-${family}`, frozen ? 2 : 1, 'case_bundle_exported', { family, position, entries: entries.length, values: keys.length + 2, content: b64(tree(leaves)) }, { madeFor: 'مراجعة', purpose: 'Rapid review' });
  entries.push(making);
  // Other entries of the log stand between.
  const all = [];
  for (const e of entries) { for (let i = 1; i < apart; i++) all.push(randomBytes(32)); all.push(sha(Buffer.from([0]), e)); }
  const nodes = [], walk = (start, end) => {
    if (Math.floor(end / apart) === Math.floor(start / apart)) { nodes.push(tree(all.slice(start, end))); return; }
    if (end - start === 1) return;
    const middle = start + split(end - start);
    walk(start, middle); walk(middle, end);
  };
  walk(0, all.length);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' }), spki = publicKey.export({ type: 'spki', format: 'der' }), id = sha(spki).subarray(0, 4);
  const text = `invented.example/log\n${all.length}\n${b64(tree(all))}\n`;
  return {
    bundle: 'safeguard-case-bundle/1', family, position, checkpoint: `${text}\n\u2014 invented.example/log ${b64(Buffer.concat([id, sign('sha256', Buffer.from(text), privateKey)]))}\n`,
    verifierKey: `invented.example/log+${id.toString('hex')}+${b64(Buffer.concat([Buffer.from([2]), spki]))}`,
    entries: entries.map((e, i) => ({ position: (i + 1) * apart, leaf: b64(sha(Buffer.from([0]), e)), entry: b64(e) })), nodes: nodes.map(b64), keys, erased: [],
  };
}

const q = text => JSON.stringify(text).replaceAll('<', '\\u003c'), lines = (items, each) => `[\n${items.map(each).join(',\n')}${items.length ? '\n' : ''}]`;
const written = d => `{\n"bundle":${q(d.bundle)},\n"family":${q(d.family)},\n"position":${d.position},\n"checkpoint":${q(d.checkpoint)},\n"verifierKey":${q(d.verifierKey)},\n`
  + `"entries":${lines(d.entries, e => `{"position":${e.position},"leaf":${q(e.leaf)},"entry":${q(e.entry)}}`)},\n"nodes":${lines(d.nodes, q)},\n`
  + `"keys":${lines(d.keys, k => `{"of":${q(k.of)},"key":${q(k.key)}}`)},\n"erased":${lines(d.erased, q)}\n}`;
const short = ({ holds, findings, streams }) => ({ holds, findings, streams });
const frozen = await CaseBundle.verify(written(made(9)), crypto.subtle), open = await CaseBundle.verify(written(made(9, { frozen: false })), crypto.subtle);
const large = written(made(Number(count), { apart: 7 })), began = performance.now(), whole = await CaseBundle.verify(large, crypto.subtle);
if (out) writeFileSync(out, large);
console.log(JSON.stringify({ frozen: short(frozen), open: short(open), large: { holds: whole.holds, entries: whole.entries.length, milliseconds: Math.round(performance.now() - began) } }));
