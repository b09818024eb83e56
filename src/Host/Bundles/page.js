// Shows a bundle once it was checked. Everything shown is what was checked: text is set as text, and nothing is loaded.
'use strict';
(async () => {
  const at = id => document.getElementById(id);
  const element = (name, text, className) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, className ? { className, dir: 'auto' } : { dir: 'auto' });
  const list = (parent, sentences) => { const all = parent.appendChild(element('ul')); for (const s of sentences) all.append(element('li', s)); };
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
  const worded = name => capital(name.replaceAll('_', ' ').replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase());
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric' });
  const moment = text => Number.isNaN(Date.parse(text)) ? String(text) : clock.format(new Date(text));
  const isPerson = name => name !== null && typeof name === 'object' && 'given' in name && 'family' in name;
  const fullName = name => `${name.given ?? ''} ${name.family ?? ''}`.trim();

  const grouped = text => text.replace(/(.{4})(?=.)/g, '$1 ');

  const verdict = at('verdict');
  addEventListener('unhandledrejection', () => {
    verdict.className = 'wrong';
    verdict.replaceChildren(element('h2', 'This file does not hold: do not rely on it'), element('p', 'It could not be read to its end, so nothing in it is proven.'));
  });
  if (!globalThis.crypto?.subtle) {
    verdict.className = 'wrong';
    verdict.replaceChildren(element('h2', 'Nothing was checked'), element('p', 'This browser offers no cryptography to a page that is opened like this one. Open the file from disk in a current Firefox, Chrome or Edge.'));
    return;
  }

  const began = performance.now();
  const result = await CaseBundle.verify(at('bundle').textContent, crypto.subtle);
  const { data, entries, streams, checkpoint } = result;
  document.documentElement.dataset.verified = result.holds ? 'holds' : 'wrong';
  const names = new Map(entries.filter(e => isPerson(e.said?.name?.opened)).map(e => [e.stream.replace(/^person-/, ''), fullName(e.said.name.opened)]));
  // Under a review names are not in the file; the freeze says in which order people have their pseudonyms.
  for (const [n, person] of (entries.filter(e => e.type === 'evidence_frozen').at(-1)?.data?.persons ?? []).entries()) if (!names.has(person)) names.set(person, `Person ${n + 1}`);
  const making = entries.at(-1);
  if (data) { about(); timeline(); proof(); }
  sayVerdict();
  document.documentElement.dataset.milliseconds = String(Math.round(performance.now() - began));

  function about() {
    const rows = [
      ['Made for', plain(making?.said?.madeFor)], ['Purpose', plain(making?.said?.purpose)],
      ['Made by', making ? `${making.headers.actor} (${making.headers.role}, ${making.headers.agency})` : ''], ['Made at', making ? `${moment(making.recordedAt)}, London time` : ''],
      ['Record', data.family], ['Of everything up to', `position ${data.position} of the log that this reader may read`],
      ['Members', [...names.values()].join('; ')],
    ];
    for (const [name, value] of rows) if (value) at('about').append(element('dt', name), element('dd', value));
    document.title = `Case bundle ${data.family}, position ${data.position}`;
  }

  function plain(value) {
    return value?.opened !== undefined ? String(value.opened) : value?.erased ? 'erased' : value?.sealed ? 'sealed' : value === undefined || value === null ? '' : String(value);
  }

  function sayVerdict() {
    verdict.className = result.holds ? 'holds' : 'wrong';
    verdict.replaceChildren(element('h2', result.holds ? 'This file holds: nothing in it was changed' : 'This file does not hold: do not rely on it'));
    if (!result.holds) {
      list(verdict, result.findings.slice(0, 50).map(f => f.sentence));
      if (result.findings.length > 50) verdict.append(element('p', `And ${result.findings.length - 50} more.`));
      return;
    }
    verdict.append(element('p', 'What was checked when it was opened, without asking any server:'));
    list(verdict, [
      `The bytes of all ${entries.length} entries are those of their leaves (SHA-256, RFC 6962).`,
      `Each stands at its place in a log of ${checkpoint.size} entries called ${checkpoint.origin}; the head of that log is signed by the key below.`,
      `The log itself says, in entry ${making.position}, that exactly these ${making.data.entries} entries and the keys of ${making.data.values} values were handed out, to whom and what for.`,
      `Every text shown was opened with a key of its own, to which the logged entry commits: it is what was logged. ${data.erased.length ? `${data.erased.length} values read “erased”: their keys were destroyed.` : ''}`,
      ...streams.map(completeness),
    ]);
    verdict.append(element('p', 'What was not checked, because no file can say it of itself:'));
    list(verdict, [
      `That the key is the service’s. Compare its fingerprint with one that you had from elsewhere, by telephone or in print: ${grouped(checkpoint.fingerprint)}`,
      'That this page is the service’s. Who can change a file can change its script: the command safeguard verify-bundle checks it with another program.',
      'That what was recorded is true, and what was recorded later.',
    ]);
  }

  function completeness(s) {
    const name = s.stream === `family-${data.family}` ? 'The record' : s.stream === `access-${data.family}` ? 'The record of who read it' : `The identity of ${names.get(s.stream.replace(/^person-/, '')) ?? s.stream}`;
    if (s.entries === 0) return `${name}: only the entry that says that this file was made.`;
    if (s.missing.length) return `${name}: ${s.entries} entries up to version ${s.last}. ${s.missing.length} versions are not in this file, because its maker may not read them; nothing is said of what they are, or whether there are more.`;
    return s.frozen
      ? `${name}: versions 1 to ${s.last}, none missing. The last is its freeze: it is complete up to there.`
      : `${name}: versions 1 to ${s.last}, none missing; complete up to position ${data.position} as the service said; not frozen.`;
  }

  function agenciesOf(e) {
    const told = [e.data.recipient, e.data.to].filter(a => typeof a === 'string');
    return ['information_disclosed', 'withdrawal_passed_on', 'disclosure_recalled', 'referral_telephoned', 'referral_written'].includes(e.type) ? [e.headers.agency, ...told] : [e.headers.agency];
  }

  function happenedText(happened) {
    if (!happened) return 'not said';
    const { earliest, latest, precision } = happened;
    if (!earliest && !latest) return 'not known';
    if (precision === 'Exact') return moment(earliest);
    const [from, to] = [earliest, latest].map(t => t && !Number.isNaN(Date.parse(t)) ? day.format(new Date(t)) : '');
    return `${from === to ? from : from && to ? `${from} to ${to}` : from ? `after ${from}` : `before ${to}`} (${worded(precision ?? '').toLowerCase()})`;
  }

  function value(of) {
    if (of !== null && typeof of === 'object' && 'opened' in of) return isPerson(of.opened) ? element('span', fullName(of.opened)) : value(of.opened);
    if (of?.erased === true) return element('span', 'erased', 'sealed');
    if (of?.sealed === true) return element('span', 'sealed: not this reader’s to see', 'sealed');
    if (Array.isArray(of)) {
      if (of.every(i => i === null || typeof i !== 'object')) return element('span', of.map(i => names.get(i) ?? i).join('; '));
      const all = element('div');
      all.append(...of.map(value));
      return all;
    }
    if (of !== null && typeof of === 'object') return members(of);
    return element('span', typeof of === 'string' ? names.get(of) ?? (/^\d{4}-\d\d-\d\dT.*Z$/.test(of) ? moment(of) : of) : of === true ? 'yes' : of === false ? 'no' : String(of));
  }

  function members(of, left = []) {
    const all = element('dl');
    for (const [name, child] of Object.entries(of)) {
      if (left.includes(name) || child === null || (Array.isArray(child) && !child.length)) continue;
      const shown = element('dd');
      shown.append(value(child));
      all.append(element('dt', worded(name)), shown);
    }
    return all;
  }

  function article(e) {
    const box = element('article', undefined, e.stream.startsWith('access-') ? 'reading' : '');
    const head = element('h3', worded(e.type)), envelope = e.said?.envelope ?? {};
    head.append(' ', element('span', `no. ${e.position}`, 'no'));
    const late = (Date.parse(e.recordedAt) - Date.parse(envelope.learnedAt)) / 3_600_000;
    box.append(head, element('p', `Happened ${happenedText(envelope.happened)}. Learned ${moment(envelope.learnedAt)}. Recorded ${moment(e.recordedAt)}${late > 24 ? `, ${Math.floor(late / 24)} days after it was learned` : ''}, `
      + `by ${e.headers.actor} (${worded(e.headers.role ?? '').toLowerCase()}, ${e.headers.agency})${envelope.decidedBy ? `; decided by ${envelope.decidedBy}` : ''}.`, 'quiet'));
    if (envelope.lateEntryReason) box.append(element('p', `Why it was recorded late: ${plain(envelope.lateEntryReason)}`, 'quiet'));
    box.append(members(e.said ?? {}, ['envelope', 'family']));
    box.tabIndex = -1;
    if (result.findings.some(f => f.position === e.position)) box.classList.add('wrong');
    return box;
  }

  function timeline() {
    const time = e => Date.parse(e.data.envelope?.happened?.earliest ?? e.data.envelope?.happened?.latest ?? '') || Date.parse(e.recordedAt) || 0;
    const shown = entries.map(e => ({ e, box: article(e), agencies: agenciesOf(e), when: time(e) }));
    for (const line of shown) line.text = line.box.textContent.toLowerCase().normalize('NFC');
    const kinds = [['record', 'the record and its people'], ['all', 'with who read it'], ...[...new Set(entries.map(e => e.type))].sort().map(t => [t, worded(t).toLowerCase()])];
    for (const [code, name] of kinds) at('kind').append(Object.assign(element('option', name), { value: code }));
    at('known').append(Object.assign(element('option', 'anybody in this file (hindsight)'), { value: '' }));
    for (const agency of [...new Set(shown.flatMap(s => s.agencies))].sort()) at('known').append(Object.assign(element('option', agency), { value: agency }));
    let visible = [], current = -1;

    function draw() {
      const [words, kind, known, order] = [at('search').value.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean), at('kind').value, at('known').value, at('order').value];
      visible = shown.filter(s => (kind === 'all' || (kind === 'record' ? !s.e.stream.startsWith('access-') : s.e.type === kind)) && (!known || s.agencies.includes(known)) && words.every(w => s.text.includes(w)));
      visible.sort((a, b) => (order === 'happened' ? a.when - b.when : 0) || a.e.position - b.e.position);
      at('timeline').replaceChildren(...visible.map(s => s.box));
      at('count').textContent = `${visible.length} of ${entries.length} entries. `
        + (known ? `Only what ${known} recorded or was sent: what it had on record, not what its people knew unwritten.` : 'All of it together is hindsight: it is not what any one agency knew at the time.');
      current = -1;
    }

    const step = to => {
      if (!visible.length) return;
      current = Math.max(0, Math.min(visible.length - 1, to));
      visible[current].box.focus({ preventScroll: true });
      visible[current].box.scrollIntoView({ block: 'nearest' });
    };
    for (const id of ['search', 'kind', 'known', 'order']) at(id).addEventListener('input', draw);
    at('print').addEventListener('click', () => print());
    document.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      const to = { ArrowDown: current + 1, j: current + 1, ArrowUp: current - 1, k: current - 1, Home: 0, End: visible.length - 1 }[event.key];
      if (event.key === '/') at('search').focus();
      else if (to !== undefined) step(to);
      else return;
      event.preventDefault();
    });
    draw();
    at('tools').hidden = false;
  }

  function proof() {
    at('proof').append(element('h2', 'Signed head of the log'), element('pre', data.checkpoint), element('p', 'Public key, as the service publishes it:'), element('pre', data.verifierKey));
    if (checkpoint) at('proof').append(element('p', 'Fingerprint of the key (SHA-256 of its DER form):'), element('pre', grouped(checkpoint.fingerprint)));
  }
})();
