// Tries a case bundle's own verifier with everything that somebody could do to a bundle, and says of each try whether it was
// noticed. One process for all: a bundle has tens of thousands of bytes.
//   node adversaries.mjs verify.js bundle.json other-family.json older-checkpoint.txt newer-checkpoint.txt
// prints one JSON document: { intact, tries: [{ name, holds, codes, positions, sentences }], flips: { bytes, unnoticed, unnamed } }
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { generateKeyPairSync, sign, createHash, webcrypto } from 'node:crypto';

const [verifier, bundleFile, otherFile, olderFile, newerFile] = process.argv.slice(2);
const CaseBundle = createRequire(import.meta.url)(verifier);
const original = readFileSync(bundleFile, 'utf8'), other = JSON.parse(readFileSync(otherFile, 'utf8'));
const [older, newer] = [olderFile, newerFile].map(f => readFileSync(f, 'utf8'));

// What was asked before is not asked again: of a bundle with one byte changed, all but one answer is the same.
const remembered = new Map();
const once = (name, call) => (...given) => {
  const key = JSON.stringify([name, given], (_, v) => ArrayBuffer.isView(v) || v instanceof ArrayBuffer ? Buffer.from(v.buffer ?? v, v.byteOffset, v.byteLength).toString('base64') : v?.remembered ?? v);
  if (!remembered.has(key)) remembered.set(key, call(...given).then(v => (v instanceof ArrayBuffer || typeof v === 'boolean' ? v : Object.assign(v, { remembered: key }))));
  return remembered.get(key);
};
const subtle = Object.fromEntries(['digest', 'importKey', 'verify', 'decrypt'].map(n => [n, once(n, (...given) => webcrypto.subtle[n](...given))]));

// The data part as the service writes it. Spelled here a second time, so that a slip in the page's own writer shows.
const q = text => JSON.stringify(text).replaceAll('<', '\\u003c');
const lines = (items, each) => `[\n${items.map(each).join(',\n')}${items.length ? '\n' : ''}]`;
const written = d => `{\n"bundle":${q(d.bundle)},\n"family":${q(d.family)},\n"position":${d.position},\n"checkpoint":${q(d.checkpoint)},\n"verifierKey":${q(d.verifierKey)},\n`
  + `"entries":${lines(d.entries, e => `{"position":${e.position},"leaf":${q(e.leaf)},"entry":${q(e.entry)}}`)},\n"nodes":${lines(d.nodes, q)},\n`
  + `"keys":${lines(d.keys, k => `{"of":${q(k.of)},"key":${q(k.key)}}`)},\n"erased":${lines(d.erased, q)}\n}`;
const changed = change => { const d = JSON.parse(original); change(d); return written(d); };

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = e => sha(Buffer.from([0]), Buffer.from(e.entry, 'base64'));
const node = (l, r) => sha(Buffer.from([1]), l, r);
const split = n => 2 ** Math.floor(Math.log2(n - 1));
const sizeOf = d => Number(d.checkpoint.split('\n')[1]);

/** The proof of fewer entries, made of the proof of all: what a forger can do who leaves an entry out. */
function without(d, dropped) {
  let entry = 0, next = 0;
  const nodes = [];
  const walk = (start, end, quiet) => {
    const none = entry === d.entries.length || d.entries[entry].position > end;
    if (none) { const hash = Buffer.from(d.nodes[next++], 'base64'); if (!quiet) nodes.push(hash); return hash; }
    const kept = d.entries.some((e, i) => e.position > start && e.position <= end && !dropped.includes(i));
    let hash;
    if (end - start === 1) { hash = leafOf(d.entries[entry++]); }
    else {
      const middle = start + split(end - start), left = walk(start, middle, quiet || !kept), right = walk(middle, end, quiet || !kept);
      hash = node(left, right);
    }
    if (!kept && !quiet) nodes.push(hash);
    return hash;
  };
  walk(0, sizeOf(d), false);
  return { ...d, entries: d.entries.filter((_, i) => !dropped.includes(i)), nodes: nodes.map(h => h.toString('base64')) };
}

/** The same head, signed with another key. */
function resigned(d, keepKey) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' }), id = sha(spki).subarray(0, 4), text = d.checkpoint.slice(0, d.checkpoint.indexOf('\n\n') + 1);
  const name = text.split('\n')[0];
  const line = Buffer.concat([id, sign('sha256', Buffer.from(text), privateKey)]).toString('base64');
  return { ...d, checkpoint: `${text}\n\u2014 ${name} ${line}\n`, verifierKey: keepKey ? d.verifierKey : `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([2]), spki]).toString('base64')}` };
}

const tries = [];
async function attempt(name, text) {
  const result = await CaseBundle.verify(text, subtle);
  tries.push({ name, holds: result.holds, codes: result.findings.map(f => f.code), positions: result.findings.map(f => f.position ?? null), sentences: result.findings.map(f => f.sentence), fingerprint: result.checkpoint?.fingerprint });
  return result;
}

const whole = await CaseBundle.verify(original, subtle), bundle = JSON.parse(original), last = bundle.entries.length - 1;
if (written(bundle) !== original) throw new Error('The service spells the data otherwise than this does.');

for (let i = 0; i <= last; i++) {
  await attempt(`drop ${bundle.entries[i].position}`, changed(d => d.entries.splice(i, 1)));
  if (i < last) await attempt(`drop ${bundle.entries[i].position} and mend the proof`, written(without(JSON.parse(original), [i])));
  if (i < last) await attempt(`swap ${bundle.entries[i].position} with the next`, changed(d => { [d.entries[i], d.entries[i + 1]] = [d.entries[i + 1], d.entries[i]]; }));
  if (i < last) await attempt(`exchange the bytes of ${bundle.entries[i].position} and the next`, changed(d => {
    [d.entries[i].entry, d.entries[i + 1].entry] = [d.entries[i + 1].entry, d.entries[i].entry];
    [d.entries[i].leaf, d.entries[i + 1].leaf] = [d.entries[i + 1].leaf, d.entries[i].leaf];
  }));
  await attempt(`put ${bundle.entries[i].position} in twice`, changed(d => d.entries.splice(i, 0, d.entries[i])));
  await attempt(`another family's entry for ${bundle.entries[i].position}`, changed(d => Object.assign(d.entries[i], { entry: other.entries[i % other.entries.length].entry, leaf: other.entries[i % other.entries.length].leaf })));
  await attempt(`put another family's entry before ${bundle.entries[i].position}`, changed(d => d.entries.splice(i, 0, { ...other.entries[0], position: d.entries[i].position - 1 })));
  await attempt(`change a word of ${bundle.entries[i].position} and its leaf`, changed(d => {
    const said = Buffer.from(d.entries[i].entry, 'base64').toString().replace('"role":"', '"role":"X');
    d.entries[i].entry = Buffer.from(said).toString('base64');
    d.entries[i].leaf = leafOf(d.entries[i]).toString('base64');
  }));
}
await attempt('drop all of the record but its last', written(without(JSON.parse(original), [...Array(last - 1).keys()])));
await attempt('drop the last and the one before', changed(d => d.entries.splice(last - 1, 2)));
await attempt('no entries', changed(d => { d.entries = []; }));
for (let i = 0; i < bundle.nodes.length; i++) await attempt(`drop hash ${i}`, changed(d => d.nodes.splice(i, 1)));
for (let i = 0; i + 1 < bundle.nodes.length; i++) await attempt(`swap hash ${i} with the next`, changed(d => { [d.nodes[i], d.nodes[i + 1]] = [d.nodes[i + 1], d.nodes[i]]; }));
await attempt('a hash too many', changed(d => d.nodes.push(d.nodes[0] ?? d.entries[0].leaf)));
for (let i = 0; i < bundle.keys.length; i++) {
  await attempt(`drop key ${i}`, changed(d => d.keys.splice(i, 1)));
  await attempt(`key ${i} for another value`, changed(d => { d.keys[i].of = d.keys[(i + 1) % d.keys.length].of; }));
  await attempt(`key ${i} made up`, changed(d => { d.keys[i].key = Buffer.alloc(32, 7).toString('base64'); }));
  await attempt(`value ${i} called erased as well`, changed(d => d.erased.push(d.keys[i].of)));
}
await attempt('a value called erased that is not here', changed(d => d.erased.push('01a10b81-8500-753e-9092-21ea0976c9b2#/text')));
await attempt('an older checkpoint', changed(d => { d.checkpoint = older; }));
await attempt('a newer checkpoint', changed(d => { d.checkpoint = newer; }));
await attempt('signed by another key', written(resigned(JSON.parse(original), true)));
await attempt('signed by another key, with that key', written(resigned(JSON.parse(original), false)));
await attempt('a tree of one leaf with an empty path', written(resigned({ ...JSON.parse(original), entries: [bundle.entries[last]], nodes: [], keys: [], checkpoint: bundle.checkpoint.replace(/\n\d+\n/, '\n1\n') }, false)));
await attempt('another family', changed(d => { d.family = other.family; }));
await attempt('another position', changed(d => { d.position += 1; }));
await attempt('another form', changed(d => { d.bundle = 'safeguard-case-bundle/2'; }));
await attempt('a space more', original.replace('"family":', '"family": '));
await attempt('a member more', original.replace('\n"family":', '\n"note":"x",\n"family":'));
await attempt('a line feed more at its end', `${original}\n`);
const cuts = original.split('\n').reduce((all, line) => [...all, all.at(-1) + line.length + 1], [0]).slice(0, -1);
for (const cut of [...cuts, ...cuts.map(c => c + 20)].filter(c => c < original.length - 1)) await attempt(`cut at ${cut}`, original.slice(0, cut));
const foreign = ['', ' ', 'null', '{}', '[]', '1', '"bundle"', '<!doctype html><p>', '%PDF-1.7', '{"bundle":1}', '{"bundle":"safeguard-case-bundle/1"}', JSON.stringify({ ...bundle, entries: {} }), JSON.stringify({ ...bundle, entries: [null] }), '\u0000', original.replaceAll('\n', '\r\n')];
for (const [i, text] of foreign.entries()) await attempt(`not ours ${i}`, text);

// Every byte, in turn to another character and to the other case of a letter.
const bytes = Buffer.from(original), lineOf = new Array(bytes.length), flips = { bytes: 0, unnoticed: [], unnamed: [] };
let line = 0, begins = 0;
for (let i = 0; i < bytes.length; i++) {
  lineOf[i] = { line, begins };
  if (bytes[i] === 10) { line++; begins = i + 1; }
}
const all = original.split('\n');
for (let i = 0; i < bytes.length; i++) {
  const turned = Buffer.from(bytes);
  turned[i] ^= i % 2 ? 1 : 0x20;
  const result = await CaseBundle.verify(turned.toString('utf8'), subtle);
  flips.bytes++;
  if (result.holds) flips.unnoticed.push(i);
  const entry = /^\{"position":(\d+),"leaf":"/.exec(all[lineOf[i].line]);
  // Inside an entry's leaf or bytes the entry must be named; the names of the members between them are no part of it.
  const text = all[lineOf[i].line], column = i - lineOf[i].begins;
  const inside = entry && column >= entry[0].length && column < text.lastIndexOf('"}') && !(column >= text.indexOf('","entry":"') && column < text.indexOf('","entry":"') + 11);
  if (inside && !result.findings.some(f => f.position === Number(entry[1]))) flips.unnamed.push(i);
}

console.log(JSON.stringify({ intact: { holds: whole.holds, findings: whole.findings, streams: whole.streams, fingerprint: whole.checkpoint?.fingerprint }, tries, flips }));
