// Checks a case bundle without any server: a second implementation of what the service's own ledger code does (RFC 6962,
// C2SP signed notes, ECDSA P-256, HKDF-derived value keys with AES-256-GCM). It reads nothing but the text it is given.
'use strict';
const CaseBundle = (() => {
  const FORMAT = 'safeguard-case-bundle/1';
  const utf8 = new TextEncoder(), words = new TextDecoder('utf-8', { fatal: true });

  // SHA-256 (FIPS 180-4). WebCrypto hands every digest to another thread and back: tens of thousands of tree nodes would
  // take seconds. Leaves are hashed with WebCrypto, and this with it, so that a slip in either shows.
  const K = new Int32Array(64), H0 = new Int32Array(8);
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) H0[found] = ((Math.sqrt(n) % 1) * 2 ** 32) | 0;
    K[found++] = ((Math.cbrt(n) % 1) * 2 ** 32) | 0;
  }
  const W = new Int32Array(64);
  function sha256(bytes) {
    const padded = new Uint8Array((bytes.length + 72) & ~63), view = new DataView(padded.buffer), h = new Int32Array(H0);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) W[i] = view.getInt32(at + i * 4);
      for (let i = 16; i < 64; i++) {
        const x = W[i - 15], y = W[i - 2];
        W[i] = W[i - 16] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + W[i - 7] + (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10));
      }
      let a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], j = h[7];
      for (let i = 0; i < 64; i++) {
        const t = (j + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
        const u = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        j = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
      }
      h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += j;
    }
    const out = new DataView(new ArrayBuffer(32));
    for (let i = 0; i < 8; i++) out.setInt32(i * 4, h[i]);
    return new Uint8Array(out.buffer);
  }
  function hmac(key, label) { // RFC 2104, for keys of at most 64 bytes
    const inner = new Uint8Array(64).fill(0x36), outer = new Uint8Array(64).fill(0x5c);
    key.forEach((byte, i) => { inner[i] ^= byte; outer[i] ^= byte; });
    return sha256(joined(outer, sha256(joined(inner, utf8.encode(label)))));
  }

  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  };
  const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
  const base64 = bytes => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192));
    return btoa(text);
  };
  /** The bytes; null for a text that is not their one spelling. */
  function bytesOf(text) {
    let raw;
    try { raw = atob(text); } catch { return null; }
    if (btoa(raw) !== text) return null;
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes;
  }
  const hashOf = text => { const bytes = bytesOf(text); return bytes?.length === 32 ? bytes : null; };

  // The data part. It has one spelling only, so that no byte of it can change unseen.
  const quoted = text => JSON.stringify(text).replace(/</g, '\\u003c');
  const lines = (items, write) => `[\n${items.map(write).join(',\n')}${items.length ? '\n' : ''}]`;
  const write = d => `{\n"bundle":${quoted(d.bundle)},\n"family":${quoted(d.family)},\n"position":${d.position},\n"checkpoint":${quoted(d.checkpoint)},\n`
    + `"verifierKey":${quoted(d.verifierKey)},\n"entries":${lines(d.entries, e => `{"position":${e.position},"leaf":${quoted(e.leaf)},"entry":${quoted(e.entry)}}`)},\n`
    + `"nodes":${lines(d.nodes, quoted)},\n"keys":${lines(d.keys, k => `{"of":${quoted(k.of)},"key":${quoted(k.key)}}`)},\n"erased":${lines(d.erased, quoted)}\n}`;
  const isText = value => typeof value === 'string';
  const isBundle = d => d !== null && typeof d === 'object' && [d.bundle, d.family, d.checkpoint, d.verifierKey].every(isText) && Number.isSafeInteger(d.position)
    && Array.isArray(d.entries) && d.entries.every(e => e && Number.isSafeInteger(e.position) && isText(e.leaf) && isText(e.entry))
    && Array.isArray(d.nodes) && d.nodes.every(isText) && Array.isArray(d.keys) && d.keys.every(k => k && isText(k.of) && isText(k.key)) && Array.isArray(d.erased) && d.erased.every(isText);

  function read(text, finding) {
    let data = null;
    try { data = JSON.parse(text); } catch { /* said below */ }
    if (isBundle(data)) {
      if (data.bundle !== FORMAT) { finding('FORM', `This is a bundle of the form “${data.bundle.slice(0, 60)}”, which this page does not know.`); return null; }
      if (write(data) !== text) finding('FORM', 'The data are not spelled as the service spells them: something in them was changed.');
      return data;
    }
    // Which entry is it? Each stands on a line of its own.
    const broken = text.includes('"bundle":') ? text.split('\n').map(line => /^\{"position":(\d+),/.exec(line)).filter(Boolean).find(found => {
      try { JSON.parse(found.input.replace(/,$/, '')); return false; } catch { return true; }
    }) : null;
    if (broken) finding('ENTRY', `Entry ${broken[1]} cannot be read: it was changed, or the file is not whole.`, Number(broken[1]));
    else if (text.trimStart().startsWith('{\n"bundle":')) finding('FORM', 'The data of this bundle cannot be read: they were changed, or the file was copied only in part. Ask for it again.');
    else finding('FORM', 'This is no case bundle of Safeguard, or only a part of one. Ask whoever gave it to you for the whole file.');
    return null;
  }

  /** ASN.1 DER of two integers to r ‖ s, 32 bytes each, as WebCrypto takes it; null for any other spelling. */
  function plainSignature(der) {
    const integer = at => {
      const length = der[at + 1], first = der[at + 2];
      if (der[at] !== 2 || !(length >= 1 && length <= 33) || first & 0x80 || (length > 1 && first === 0 && !(der[at + 3] & 0x80))) return null;
      const value = der.subarray(at + 2, at + 2 + length), trimmed = length === 33 ? value.subarray(1) : value;
      if (length === 33 && first !== 0) return null;
      return { next: at + 2 + length, value: joined(new Uint8Array(32 - trimmed.length), trimmed) };
    };
    if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
    const r = integer(2), s = r && integer(r.next);
    return s && s.next === der.length ? joined(r.value, s.value) : null;
  }

  async function readCheckpoint(data, subtle, finding) {
    const no = sentence => { finding('CHECKPOINT', sentence); return null; };
    const key = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(data.verifierKey), keyBytes = key && bytesOf(key[3]);
    if (!keyBytes || keyBytes[0] !== 2) return no('The public key in this file is not in its form.');
    const publicKey = keyBytes.subarray(1), id = sha256(publicKey).subarray(0, 4);
    if (hex(id) !== key[2]) return no('The public key in this file is not the one that its own short name says.');
    const note = /^(([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n)\n\u2014 (\S+) (\S+)\n$/.exec(data.checkpoint), signed = note && bytesOf(note[6]), root = note && hashOf(note[4]);
    if (!signed || !root || !Number.isSafeInteger(Number(note[3]))) return no('The signed checkpoint is not in its form.');
    if (note[2] !== key[1] || note[5] !== key[1] || !same(signed.subarray(0, 4), id)) return no('The checkpoint is not signed by the public key in this file.');
    const signature = plainSignature(signed.subarray(4));
    let good = false;
    try {
      const verifier = await subtle.importKey('spki', publicKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
      good = signature !== null && await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifier, signature, utf8.encode(note[1]));
    } catch { /* no such key: not good */ }
    if (!good) return no('The signature of the checkpoint does not hold: the checkpoint, the signature or the key was changed.');
    return { origin: note[2], size: Number(note[3]), root, fingerprint: hex(sha256(publicKey)) };
  }

  async function readEntries(data, subtle, finding) {
    return Promise.all(data.entries.map(async ({ position, leaf, entry }) => {
      const bytes = bytesOf(entry), hash = bytes && new Uint8Array(await subtle.digest('SHA-256', joined(new Uint8Array(1), bytes)));
      if (!hash || base64(hash) !== leaf) finding('ENTRY', `Entry ${position} is not what was recorded: its bytes are not those of its leaf.`, position);
      try {
        const said = JSON.parse(words.decode(bytes));
        if ([said.id, said.stream, said.type, said.recordedAt].every(isText) && Number.isSafeInteger(said.version) && said.data && said.headers) return { position, hash, ...said };
      } catch { /* said below */ }
      finding('ENTRY', `Entry ${position} cannot be read as an entry of the log.`, position);
      return { position, hash: hash ?? new Uint8Array(32), id: '', stream: '', type: '', recordedAt: '', version: 0, data: {}, headers: {} };
    }));
  }

  const node = (left, right) => sha256(joined(new Uint8Array([1]), left, right));
  const split = width => 2 ** Math.floor(Math.log2(width - 1));
  /** The root of the tree over hashes alone (RFC 6962 §2.1). */
  const treeOf = (hashes, from = 0, to = hashes.length) =>
    to - from === 0 ? sha256(new Uint8Array()) : to - from === 1 ? hashes[from] : node(treeOf(hashes, from, from + split(to - from)), treeOf(hashes, from + split(to - from), to));
  /** The root that entries and the hashes between them lead to; null where they make no such tree. */
  function rootOf(entries, nodes, size) {
    let entry = 0, next = 0;
    const walk = (start, end) => {
      if (entry === entries.length || entries[entry].position > end) return next < nodes.length ? nodes[next++] : null;
      if (end - start === 1) return entries[entry++].hash;
      const middle = start + split(end - start), left = walk(start, middle), right = left && walk(middle, end);
      return right && node(left, right);
    };
    const root = walk(0, size);
    return entry === entries.length && next === nodes.length ? root : null;
  }

  function checkTree(data, entries, checkpoint, finding) {
    const nodes = data.nodes.map(hashOf);
    if (nodes.some(n => n === null)) return finding('PROOF', `Hash ${nodes.indexOf(null) + 1} of the proof is not in its form.`);
    const wrong = entries.find((e, i) => e.position < 1 || e.position > checkpoint.size || (i > 0 && e.position <= entries[i - 1].position));
    if (wrong) return finding('ORDER', `Entry ${wrong.position} stands out of order, twice, or outside the log that was signed.`, wrong.position);
    const root = rootOf(entries, nodes, checkpoint.size);
    if (!root) finding('PROOF', 'Entries and hashes make no tree of the signed size: an entry or a hash was left out or put in.');
    else if (!same(root, checkpoint.root)) finding('PROOF', 'Entries and hashes lead to another root than the one that was signed: a hash of the proof, a place or an entry was changed.');
  }

  function checkStreams(data, entries, finding) {
    const streams = new Map();
    for (const e of entries) {
      if (e.stream !== `family-${data.family}` && e.stream !== `access-${data.family}` && !/^person-/.test(e.stream))
        finding('STREAM', `Entry ${e.position} is of another record than this bundle is about.`, e.position);
      const versions = streams.get(e.stream) ?? [];
      if (versions.length && e.version <= versions.at(-1).version) finding('STREAM', `Entry ${e.position} stands twice or out of order in its stream.`, e.position);
      versions.push(e);
      streams.set(e.stream, versions);
    }
    // The making of the bundle stands behind what the bundle is of.
    return [...streams].map(([stream, all]) => {
      const kept = all.filter(e => e !== entries.at(-1)), there = new Set(kept.map(e => e.version)), last = kept.at(-1), missing = [];
      for (let v = 1; v < last?.version; v++) if (!there.has(v)) missing.push(v);
      return { stream, entries: kept.length, last: last?.version ?? 0, missing, frozen: last?.type === 'evidence_frozen' };
    });
  }

  /** The last entry says what was handed out: it stands in the log itself, so nothing can be left out afterwards. */
  function checkMaking(data, entries, streams, finding) {
    const making = entries.at(-1), rest = entries.slice(0, -1), said = making?.data;
    if (making?.type !== 'case_bundle_exported' || making.stream !== `access-${data.family}`)
      return finding('MAKING', 'The entry that says how this bundle was made is not at its end: the bundle is not whole.');
    if (said.family !== data.family || said.position !== data.position || rest.some(e => e.position > data.position) || making.position <= data.position)
      finding('MAKING', 'This bundle is of another record or position than the log says of it.', making.position);
    if (said.entries !== rest.length || said.content !== base64(treeOf(rest.map(e => e.hash)))) {
      const gaps = streams.filter(s => s.missing.length).map(s => `${s.stream} version ${s.missing.slice(0, 20).join(', ')}`);
      finding('MAKING', said.entries === rest.length ? 'These are not the entries that were handed out: one of them was changed or exchanged.'
        : `These are not the ${said.entries} entries that were handed out, but ${rest.length}. ${gaps.length ? `Not here: ${gaps.join('; ')}.` : 'The last of a stream, or one of them, was exchanged or left out.'}`, making.position);
    }
    if (said.values !== data.keys.length) finding('MAKING', `The log says that ${said.values} values were opened to the holder; here are the keys of ${data.keys.length}.`, making.position);
  }

  const isSealed = value => value !== null && typeof value === 'object' && isText(value.of) && isText(value.commitment) && isText(value.sealed);
  const find = (data, pointer) => pointer.split('/').slice(1).reduce((at, name) => at?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], data);

  async function openValue({ of, key }, byId, subtle) {
    const [id, pointer] = of.split('#'), entry = byId.get(id), value = entry && pointer !== undefined ? find(entry.data, pointer) : null, secret = hashOf(key);
    if (!isSealed(value) || value.of !== of) return { of, no: 'names no value of an entry in this bundle' };
    if (!secret) return { of, entry, no: 'is not in its form' };
    const commitment = bytesOf(value.commitment), sealed = bytesOf(value.sealed);
    if (!commitment || !sealed || !same(hmac(secret, 'safeguard/commitment/v1'), commitment)) return { of, entry, no: 'is not the one that the value commits to' };
    try {
      const opener = await subtle.importKey('raw', secret, 'AES-GCM', false, ['decrypt']);
      const plain = await subtle.decrypt({ name: 'AES-GCM', iv: hmac(secret, 'safeguard/nonce/v1').subarray(0, 12), additionalData: commitment }, opener, sealed);
      return { of, entry, value: JSON.parse(words.decode(plain)) };
    } catch {
      return { of, entry, no: 'does not open it: the sealed bytes were changed' };
    }
  }

  async function openValues(data, entries, subtle, finding) {
    const byId = new Map(entries.map(e => [e.id, e])), opened = new Map();
    for (const found of await Promise.all(data.keys.map(k => openValue(k, byId, subtle)))) {
      if (found.no) finding('VALUE', `The key of ${found.entry ? `a value of entry ${found.entry.position}` : 'a value'} ${found.no}.`, found.entry?.position);
      else if (opened.has(found.of)) finding('VALUE', `A value of entry ${found.entry.position} has two keys.`, found.entry.position);
      else opened.set(found.of, { opened: found.value });
    }
    for (const of of data.erased) {
      const [id, pointer] = of.split('#'), entry = byId.get(id);
      if (opened.has(of) || !entry || pointer === undefined || find(entry.data, pointer)?.of !== of) finding('VALUE', 'The list of erased values names one that is not here.', entry?.position);
      else opened.set(of, { erased: true });
    }
    const shown = value => Array.isArray(value) ? value.map(shown)
      : isSealed(value) ? opened.get(value.of) ?? { sealed: true }
      : value !== null && typeof value === 'object' ? ('erased' in value && 'subject' in value ? { erased: true } : Object.fromEntries(Object.entries(value).map(([name, child]) => [name, shown(child)])))
      : value;
    for (const e of entries) e.said = shown(e.data);
    return opened.size;
  }

  /**
   * Checks the data part of a bundle.
   * @param {string} text the data part, to the letter
   * @param {SubtleCrypto} subtle
   * @returns {Promise<{holds: boolean, findings: {code: string, sentence: string, position?: number}[], data?: object, checkpoint?: object, entries: object[], streams: object[]}>}
   */
  async function verify(text, subtle) {
    const findings = [], finding = (code, sentence, position) => { findings.push({ code, sentence, position }); };
    const data = read(text, finding);
    if (!data) return { holds: false, findings, entries: [], streams: [] };
    const [checkpoint, entries] = await Promise.all([readCheckpoint(data, subtle, finding), readEntries(data, subtle, finding)]);
    if (checkpoint) checkTree(data, entries, checkpoint, finding);
    const streams = checkStreams(data, entries, finding);
    checkMaking(data, entries, streams, finding);
    await openValues(data, entries, subtle, finding);
    return { holds: findings.length === 0, findings, data, checkpoint, entries, streams };
  }

  return { verify, sha256, hex };
})();
if (typeof module !== 'undefined') module.exports = CaseBundle;
