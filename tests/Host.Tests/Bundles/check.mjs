// Says what a case bundle's own verifier finds: node check.mjs verify.js bundle.json. With the words that it shows.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [verifier, file] = process.argv.slice(2);
const { holds, findings, streams, entries, checkpoint } = await createRequire(import.meta.url)(verifier).verify(readFileSync(file, 'utf8'), crypto.subtle);
console.log(JSON.stringify({ holds, findings, streams, size: checkpoint?.size, fingerprint: checkpoint?.fingerprint, entries: entries.map(({ position, type, stream, version, said }) => ({ position, type, stream, version, said })) }));
